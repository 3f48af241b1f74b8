/// One element of an XML record.
///
/// Names are in lower case and without a namespace prefix, because old programs wrote
/// upper-case tags.
struct XMLElement: Sendable {
  let tree: XMLTree
  let index: Int

  var name: String { tree.nodes[index].name }

  /// The element in the one form in which records are written, with its tags.
  var markup: ArraySlice<UInt8> { tree.bytes[tree.nodes[index].bytes] }

  // MARK: - Inside

  /// The elements directly inside, in order.
  var children: XMLElements { XMLElements(in: self, named: nil) }

  /// The first element of that name directly inside.
  func child(_ name: String) -> XMLElement? {
    let end = tree.nodes[index].end
    let child = XMLElements.next(in: tree.nodes, from: index + 1, to: end, named: name)
    return child < end ? XMLElement(tree: tree, index: child) : nil
  }

  /// The elements of that name directly inside.
  func children(_ name: String) -> XMLElements { XMLElements(in: self, named: name) }

  /// All text inside, that of inner elements included, as it stands.
  var text: String { withText { String(decoding: $0, as: UTF8.self) } }

  /// Gives all text inside as bytes, for the duration of the call.
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    tree.withText(in: index + 1..<tree.nodes[index].end, body)
  }

  // MARK: - Attributes

  /// The attributes in the order of the source.
  var attributes: [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    for node in index + 1..<tree.nodes.count {
      guard tree.nodes[node].kind == .attribute else { break }
      attributes.append((tree.nodes[node].name, value(of: node)))
    }
    return attributes
  }

  var hasAttributes: Bool {
    index + 1 < tree.nodes.count && tree.nodes[index + 1].kind == .attribute
  }

  /// What an attribute says, as it stands.
  func attribute(_ name: String) -> String? {
    node(ofAttribute: name).map(value(of:))
  }

  /// Gives what an attribute says as bytes, for the duration of the call; nil when there is none.
  func withAttribute<Result>(
    _ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    node(ofAttribute: name).map { tree.withValue(of: $0, body) }
  }

  private func node(ofAttribute name: String) -> Int? {
    for node in index + 1..<tree.nodes.count {
      guard tree.nodes[node].kind == .attribute else { return nil }
      if tree.nodes[node].name == name { return node }
    }
    return nil
  }

  private func value(of attribute: Int) -> String {
    tree.withValue(of: attribute) { String(decoding: $0, as: UTF8.self) }
  }
}

/// The elements directly inside another, all or those of one name.
struct XMLElements: Collection {
  private let tree: XMLTree
  private let name: String?
  let startIndex: Int
  let endIndex: Int

  fileprivate init(in element: XMLElement, named name: String?) {
    tree = element.tree
    self.name = name
    endIndex = tree.nodes[element.index].end
    startIndex = XMLElements.next(
      in: element.tree.nodes, from: element.index + 1, to: endIndex, named: name)
  }

  subscript(position: Int) -> XMLElement { XMLElement(tree: tree, index: position) }

  func index(after index: Int) -> Int {
    XMLElements.next(in: tree.nodes, from: tree.nodes[index].end, to: endIndex, named: name)
  }

  /// The first of the nodes side by side that is an element of that name; `end` when none is.
  fileprivate static func next(
    in nodes: [XMLTree.Node], from start: Int, to end: Int, named name: String?
  ) -> Int {
    var index = start
    while index < end {
      if nodes[index].kind == .element, name == nil || nodes[index].name == name { return index }
      index = nodes[index].end
    }
    return end
  }
}
