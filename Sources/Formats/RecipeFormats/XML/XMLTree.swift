/// One record: its elements in one array, and its bytes in one form.
///
/// The form has no declaration, comment or reference but four, names in lower case, and attributes
/// as they came. The nodes say where in it they stand, so that no text is held twice and none is
/// made that nobody asks for. An element stands before what it holds: first its attributes, then
/// the rest, and nothing here nests as deep as the record does.
final class XMLTree: Sendable {
  struct Node {
    enum Kind { case element, attribute, text }

    var kind: Kind
    /// Whether the bytes hold references, which stand for `&`, `<`, `>` or `"`.
    var isEscaped = false
    /// In lower case and without a namespace prefix; empty for a text.
    var name = ""
    /// An element with its tags; of an attribute the value, without quotes; a text.
    var bytes: Range<Int>
    /// The index behind the last node that it holds.
    var end: Int
  }

  let nodes: [Node]
  let bytes: [UInt8]

  /// Takes at least one node, the first of which is the element that holds the others.
  init(nodes: [Node], bytes: [UInt8]) {
    self.nodes = nodes
    self.bytes = bytes
  }

  /// The element that holds all others.
  var root: XMLElement { XMLElement(tree: self, index: 0) }

  /// Gives what a text or attribute says, for the duration of the call.
  func withValue<Result>(
    of node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      let written = UnsafeBufferPointer(rebasing: bytes[nodes[node].bytes])
      guard nodes[node].isEscaped else { return body(written) }
      var value: [UInt8] = []
      XMLEscaping.appendUnescaped(written, to: &value)
      return value.withUnsafeBufferPointer(body)
    }
  }

  /// Gives all texts of a part of the nodes as one, for the duration of the call.
  func withText<Result>(
    in part: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var only: Int?
    for index in part where nodes[index].kind == .text {
      if only != nil { return texts(in: part).withUnsafeBufferPointer(body) }
      only = index
    }
    guard let only else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return withValue(of: only, body)
  }

  private func texts(in part: Range<Int>) -> [UInt8] {
    var texts: [UInt8] = []
    for index in part where nodes[index].kind == .text {
      withValue(of: index) { texts.append(contentsOf: $0) }
    }
    return texts
  }
}
