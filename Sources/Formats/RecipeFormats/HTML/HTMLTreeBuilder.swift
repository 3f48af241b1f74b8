/// Builds the tree of a page, or of a part of it, out of tags as pages have them.
///
/// Elements that need no end tag end where the HTML standard ends them, and an end tag of
/// nothing is passed over. Unlike a browser it moves nothing: what stands in a table stays there.
struct HTMLTreeBuilder {
  private(set) var tree = HTMLTree()
  /// The open elements, outermost first.
  private var open: [Int] = []
  /// How many elements of each name are open, so that a search for none is not made.
  private var openCounts: [String: Int] = [:]
  /// What the nodes hold, in bytes.
  private(set) var bytes = 0

  /// Whether the page said that it begins, and not that it ends.
  private(set) var lacksEnd = false

  /// What a node costs besides its text.
  private static let nodeBytes = 32
  /// How far up the open elements are searched; browsers let 512 nest.
  private static let longestSearch = 512

  /// Whether an element is open.
  var isOpen: Bool { !open.isEmpty }

  /// Whether what comes is the text of a script or its like, which nobody reads.
  private var isSkipping = false

  mutating func take(_ token: HTMLToken, line: Int) {
    switch token {
    case .start(let tag):
      if HTMLElements.isUnread(tag) {
        isSkipping = !tag.isClosed
      } else {
        start(tag, line: line)
      }
    case .end(let name) where !isSkipping: end(name)
    case .end: isSkipping = false
    case .text(let text) where !isSkipping: self.text(text, line: line)
    case .text: break
    }
  }

  private mutating func start(_ tag: HTMLTag, line: Int) {
    if ["html", "head", "body"].contains(tag.name), openCounts[tag.name, default: 0] > 0 { return }
    if tag.name == "html" { lacksEnd = true }
    for (names, limits) in HTMLElements.ended(by: tag.name) { end(anyOf: names, within: limits) }
    let index = tree.nodes.count
    let attributes = HTMLElements.readAttributes(of: tag)
    let isVoid = tag.isClosed || HTMLElements.void.contains(tag.name)
    tree.nodes.append(
      HTMLTree.Node(
        name: tag.name, attributes: attributes, end: index + 1, line: line, isComplete: isVoid))
    bytes += HTMLTreeBuilder.nodeBytes
    for attribute in attributes {
      bytes += attribute.name.utf8.count + attribute.value.utf8.count
    }
    guard !isVoid else { return }
    open.append(index)
    openCounts[tag.name, default: 0] += 1
  }

  private mutating func end(_ name: String) {
    if name == "body" || name == "html" { lacksEnd = false }
    guard openCounts[name, default: 0] > 0 else { return }
    for (depth, index) in open.enumerated().reversed().prefix(HTMLTreeBuilder.longestSearch) {
      let between = tree.nodes[index].name
      if between == name { return close(from: depth) }
      if !HTMLElements.endTag(of: name, passes: between) { return }
    }
  }

  private mutating func text(_ text: [UInt8], line: Int) {
    guard !open.isEmpty else { return }
    bytes += HTMLTreeBuilder.nodeBytes + text.count
    tree.nodes.append(
      HTMLTree.Node(
        text: String(decoding: text, as: UTF8.self), end: tree.nodes.count + 1, line: line))
  }

  /// Ends the elements that the end of the page finds open; they are not complete.
  mutating func finish() {
    for index in open { tree.nodes[index].end = tree.nodes.count }
    open = []
    openCounts = [:]
  }

  private mutating func end(anyOf names: Set<String>, within limits: Set<String>) {
    guard names.contains(where: { openCounts[$0, default: 0] > 0 }) else { return }
    for (depth, index) in open.enumerated().reversed().prefix(HTMLTreeBuilder.longestSearch) {
      let name = tree.nodes[index].name
      if names.contains(name) { return close(from: depth) }
      if limits.contains(name) { return }
    }
  }

  /// Closes the open elements from a depth on.
  private mutating func close(from depth: Int) {
    for index in open[depth...] {
      tree.nodes[index].end = tree.nodes.count
      tree.nodes[index].isComplete = true
      openCounts[tree.nodes[index].name, default: 1] -= 1
    }
    open.removeLast(open.count - depth)
  }
}
