import Console
import TestKit
import Testing

struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable(columns: [.init("recipe"), .init("views", .right), .init("tag")])
    table.append(["Rye", .init(1234), "bread"])
    table.append(["食パン", .init(5), ""])
    table.append([.init("Crème brûlée"), .init(70), .init("sweet", .muted)])
    return table
  }

  @Test func `columns are aligned by what the eye sees`() {
    #expect(
      table().lines(width: nil, style: .plain) == [
        "recipe        views  tag",
        "Rye            1234  bread",
        "食パン            5",
        "Crème brûlée     70  sweet",
      ])
  }

  @Test func `numbers are grouped for people only`() {
    #expect(table().lines(width: 80, style: .plain)[1] == "Rye           1\u{202F}234  bread")
  }

  @Test func `a terminal's width cuts the widest text, never the numbers`() {
    #expect(
      table().lines(width: 24, style: .plain) == [
        "recipe      views  tag",
        "Rye         1\u{202F}234  bread",
        "食パン          5",
        "Crème brû…     70  sweet",
      ])
  }

  @Test(arguments: 0..<60)
  func `no line is wider than the terminal`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let pieces = ["a", "rye ", "食", "🥯", "é", "\u{1B}[2J", "  "]
    func text() -> String {
      (0..<Int.random(in: 0...12, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let count = Int.random(in: 1...5, using: &random)
    var table = TextTable(
      columns: (0..<count).map { _ in .init(text(), Bool.random(using: &random) ? .left : .right) })
    for _ in 0..<5 { table.append((0..<count).map { _ in .init(text()) }) }
    let width = Int.random(in: 1...60, using: &random)
    for line in table.lines(width: width, style: .plain) {
      #expect(line.displayColumns <= width)
      #expect(!line.unicodeScalars.contains("\u{1B}"))
    }
  }

  @Test func `tm-1: a title that would steer the terminal is written out`() {
    var table = TextTable(columns: [.init("title")])
    table.append([.init("a\u{1B}]0;owned\u{7}b\u{202E}c\nd")])
    #expect(
      table.lines(width: nil, style: .plain)[1]
        == "a\\u{1B}]0;owned\\u{7}b\\u{202E}c\\u{A}d")
  }

  @Test func `colours do not move columns`() {
    let painted = table().lines(width: nil, style: Style(isColored: true))
    let bare = painted.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") }
    #expect(bare == table().lines(width: nil, style: .plain))
    #expect(painted[0] != bare[0] && painted[3] != bare[3] && painted[1] == bare[1])
  }

  @Test func `a table without titles has no title line`() {
    var table = TextTable(columns: [.init(""), .init("")])
    table.append(["members", "3"])
    #expect(table.lines(width: nil, style: .plain) == ["members  3"])
  }

  @Test(arguments: [(true, 12), (false, 26)])
  func `only a terminal's output is cut`(isTerminal: Bool, widest: Int) {
    let recorded = RecordedTerminal()
    recorded.terminal(isTerminal: isTerminal, width: 12).write(table(), style: .plain)
    let lines = recorded.outText.split(separator: "\n").map { String($0).displayColumns }
    #expect(lines.count == 4 && lines.max() == widest)
    #expect(recorded.errorText.isEmpty)
  }
}
