/// A part of a page: its elements and texts in the order of the page.
///
/// The nodes lie in one array, an element before what it holds, so nothing here nests as deep
/// as the page does.
struct HTMLTree {
  struct Node {
    /// The element's name in lower case; empty for a text.
    var name = ""
    var attributes: [HTMLAttribute] = []
    /// A text with its character references as they stand.
    var text = ""
    /// The index behind the last node that it holds.
    var end = 0
    var line = 0
    /// Whether its own end tag, or that of an element around it, was seen, or it needs none.
    var isComplete = true
  }

  var nodes: [Node] = []

  /// The elements in the order of the page.
  var elements: some Sequence<HTMLElement> {
    nodes.indices.lazy.filter { !nodes[$0].name.isEmpty }.map { HTMLElement(tree: self, index: $0) }
  }

  /// The first element of all.
  var root: HTMLElement? { elements.first { _ in true } }
}

/// One element of a page.
struct HTMLElement {
  let tree: HTMLTree
  let index: Int

  private var node: HTMLTree.Node { tree.nodes[index] }

  var name: String { node.name }
  var line: Int { node.line }
  var attributes: [HTMLAttribute] { node.attributes }
  /// Whether the page went on behind it.
  var isComplete: Bool { node.isComplete }
  /// The indices of the nodes inside.
  var inside: Range<Int> { index + 1..<node.end }

  /// An attribute as it stands; empty when it has no value, nil when it is not there.
  func attribute(_ name: String) -> String? {
    node.attributes.first { $0.name == name }?.value
  }

  /// The words of an attribute that lists them.
  func words(_ attribute: String) -> [String] {
    self.attribute(attribute)?.split { $0.isWhitespace }.map(String.init) ?? []
  }

  func hasClass(_ name: String) -> Bool { words("class").contains(name) }

  /// The elements inside, at any depth, in order.
  var descendants: some Sequence<HTMLElement> {
    inside.lazy.filter { !tree.nodes[$0].name.isEmpty }
      .map { HTMLElement(tree: tree, index: $0) }
  }

  /// The elements directly inside, in order.
  var children: [HTMLElement] {
    var children: [HTMLElement] = []
    var next = index + 1
    while next < node.end {
      if !tree.nodes[next].name.isEmpty { children.append(HTMLElement(tree: tree, index: next)) }
      next = tree.nodes[next].end
    }
    return children
  }

  /// The texts inside as they stand, without those that are not shown.
  var rawText: String {
    inside.reduce(into: "") { text, index in text += tree.nodes[index].text }
  }
}
