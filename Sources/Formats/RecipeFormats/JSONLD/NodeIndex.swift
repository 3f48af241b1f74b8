import JSONText

/// What `@id` references of one record mean, and which of them were followed.
struct NodeIndex {
  private let table: NodeTable?
  /// The nodes that references led to, in order; they are part of what the record says.
  private(set) var used: [JSONElement] = []

  /// References to nothing.
  init() {
    table = nil
  }

  init(_ table: NodeTable) {
    self.table = table
  }

  /// Gives the node that a reference means; the value itself when it is no reference.
  mutating func resolve(_ value: JSONElement) -> JSONElement {
    guard let table, let id = NodeIndex.reference(value), let node = table.node(id) else {
      return value
    }
    if !used.contains(where: { $0.isSame(as: node) }) { used.append(node) }
    return node
  }

  /// The id that a value refers to: an object with an `@id` and nothing else but a `@type`.
  fileprivate static func reference(_ value: JSONElement) -> String? {
    var id: String?
    for (key, member) in value.members {
      switch key {
      case "@id": id = id ?? member.text
      case "@type": break
      default: return nil
      }
    }
    return id
  }
}

/// The nodes of one document by their `@id`, collected when the first is asked for.
final class NodeTable {
  private let root: JSONElement
  private lazy var nodes: [String: JSONElement] = collect()

  init(_ root: JSONElement) {
    self.root = root
  }

  func node(_ id: String) -> JSONElement? { nodes[id] }

  private func collect() -> [String: JSONElement] {
    var nodes: [String: JSONElement] = [:]
    NodeTable.collect(root, into: &nodes)
    return nodes
  }

  private static func collect(_ value: JSONElement, into nodes: inout [String: JSONElement]) {
    switch value.kind {
    case .array:
      for element in value.elements { collect(element, into: &nodes) }
    case .object:
      for (key, member) in value.members {
        if member.kind == .object || member.kind == .array {
          collect(member, into: &nodes)
        } else if "@id" ~= key, let id = member.text, nodes[id] == nil,
          NodeIndex.reference(value) == nil
        {
          nodes[id] = value
        }
      }
    default: break
    }
  }
}

extension JSONElement {
  /// Whether both are views of one value: they then stand at one place of one string buffer.
  fileprivate func isSame(as other: JSONElement) -> Bool {
    var first = members.makeIterator()
    var second = other.members.makeIterator()
    guard let left = first.next(), let right = second.next() else { return false }
    return left.0.bytes.baseAddress == right.0.bytes.baseAddress
  }
}
