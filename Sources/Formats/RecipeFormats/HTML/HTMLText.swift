/// The text of an element as a page shows it.
struct HTMLText {
  private let tree: HTMLTree
  private var output: [UInt8] = []
  /// Where the blocks end that are open, outermost first.
  private var blockEnds: [Int] = []
  /// Where the part ends whose white space stands for itself.
  private var preformattedEnd = 0
  private var needsSpace = false

  /// Whether blocks stand beside each other, so that only breaks end lines.
  private let isLine: Bool

  /// Which blocks an empty line stands before.
  private let isApart: (HTMLElement) -> Bool

  private init(_ tree: HTMLTree, isLine: Bool, isApart: @escaping (HTMLElement) -> Bool) {
    self.tree = tree
    self.isLine = isLine
    self.isApart = isApart
  }

  /// The text inside an element: a line for each block and after each break, runs of white space
  /// as one space, character references as they stand.
  ///
  /// Blocks that `isApart` accepts have an empty line before them.
  static func of(
    _ element: HTMLElement, isLine: Bool = false,
    settingApart isApart: @escaping (HTMLElement) -> Bool = { _ in false }
  ) -> String {
    var text = HTMLText(element.tree, isLine: isLine, isApart: isApart)
    text.add(element.inside)
    return String(decoding: text.output, as: UTF8.self)
  }

  private mutating func add(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      while let end = blockEnds.last, end <= index {
        blockEnds.removeLast()
        startLine()
      }
      let node = tree.nodes[index]
      if node.name.isEmpty {
        add(node.text, isPreformatted: index < preformattedEnd)
      } else if HTMLElements.hidden.contains(node.name) {
        index = node.end
        continue
      } else {
        add(element: node, at: index)
      }
      index += 1
    }
  }

  private mutating func add(element node: HTMLTree.Node, at index: Int) {
    if node.name == "br" {
      output.append(0x0A)
      needsSpace = false
    } else if HTMLElements.cells.contains(node.name) {
      needsSpace = true
    } else if HTMLElements.blocks.contains(node.name) {
      startLine()
      if isApart(HTMLElement(tree: tree, index: index)), !output.isEmpty { output.append(0x0A) }
      blockEnds.append(node.end)
      if node.name == "pre" { preformattedEnd = max(preformattedEnd, node.end) }
    }
  }

  private mutating func startLine() {
    needsSpace = isLine
    if isLine { return }
    if let last = output.last, last != 0x0A { output.append(0x0A) }
  }

  private mutating func add(_ text: String, isPreformatted: Bool) {
    for byte in text.utf8 {
      if !isPreformatted, byte <= 0x20 {
        needsSpace = true
        continue
      }
      if needsSpace, let last = output.last, last != 0x0A { output.append(0x20) }
      needsSpace = false
      output.append(byte)
    }
  }
}
