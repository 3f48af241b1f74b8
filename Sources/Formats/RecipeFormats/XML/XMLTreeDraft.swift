/// A record while it is being written: its bytes, and the nodes that say where in them they stand.
struct XMLTreeDraft {
  private var nodes: [XMLTree.Node] = []
  private var bytes: [UInt8] = []
  /// The open elements, outermost first; nil for those that are left out.
  private var open: [Int?] = []
  /// What the record before took, which the next may take as well.
  private var usual = (nodes: 0, bytes: 0)

  /// How much is set aside for a record before it is there.
  private static let mostSetAside = (nodes: 1024, bytes: 64 << 10)

  var isOpen: Bool { !open.isEmpty }

  /// Opens an element, whose attributes come next, and then `closeStartTag`.
  mutating func open(_ name: String) {
    if nodes.isEmpty {
      nodes.reserveCapacity(min(usual.nodes, XMLTreeDraft.mostSetAside.nodes))
      bytes.reserveCapacity(min(usual.bytes, XMLTreeDraft.mostSetAside.bytes))
    }
    open.append(nodes.count)
    nodes.append(
      XMLTree.Node(
        kind: .element, name: name, bytes: bytes.count..<bytes.count, end: nodes.count + 1))
    bytes.append(UInt8(ascii: "<"))
    append(name)
  }

  mutating func addAttribute(_ name: String, _ value: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: " "))
    append(name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    let isEscaped = XMLEscaping.append(value, to: &bytes)
    nodes.append(
      XMLTree.Node(
        kind: .attribute, isEscaped: isEscaped, name: name, bytes: start..<bytes.count,
        end: nodes.count + 1))
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func closeStartTag() {
    bytes.append(UInt8(ascii: ">"))
  }

  /// Opens an element of which nothing is kept, unless it is the outermost: of that the name is.
  mutating func leaveOut(_ name: String) {
    guard isOpen else {
      open(name)
      return closeStartTag()
    }
    open.append(nil)
  }

  /// Adds text to the innermost element; what no tag parts is one text.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty else { return }
    let start = bytes.count
    let isEscaped = XMLEscaping.append(text, to: &bytes)
    let last = nodes.count - 1
    if last >= 0, nodes[last].kind == .text, nodes[last].bytes.upperBound == start {
      nodes[last].bytes = nodes[last].bytes.lowerBound..<bytes.count
      if isEscaped { nodes[last].isEscaped = true }
    } else {
      nodes.append(
        XMLTree.Node(
          kind: .text, isEscaped: isEscaped, bytes: start..<bytes.count, end: nodes.count + 1))
    }
  }

  /// The text since the last tag, as far as it was added.
  var lastText: ArraySlice<UInt8> {
    guard let last = nodes.last, last.kind == .text, last.bytes.upperBound == bytes.count else {
      return []
    }
    return bytes[last.bytes]
  }

  /// Closes the innermost element, which bears this name.
  mutating func close(_ name: String) {
    guard let last = open.popLast(), let index = last else { return }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    append(name)
    bytes.append(UInt8(ascii: ">"))
    nodes[index].bytes = nodes[index].bytes.lowerBound..<bytes.count
    nodes[index].end = nodes.count
  }

  private mutating func append(_ name: String) {
    var name = name
    name.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Gives the record, whose outermost element was closed, and starts afresh.
  mutating func finish() -> XMLTree {
    let tree = XMLTree(nodes: nodes, bytes: bytes)
    usual = (nodes.count, bytes.count)
    nodes = []
    bytes = []
    return tree
  }
}

extension XMLElement {
  /// An element that holds nothing but a text.
  init(_ name: String, text: String) {
    var draft = XMLTreeDraft()
    draft.open(name)
    draft.closeStartTag()
    var text = text
    text.withUTF8 { draft.add($0) }
    draft.close(name)
    self = draft.finish().root
  }
}
