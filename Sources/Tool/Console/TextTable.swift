import PipelineCore

/// Rows and columns of text, aligned by what the eye sees.
public struct TextTable: Sendable {
  public struct Column: Sendable {
    public enum Alignment: Sendable {
      case left
      /// For numbers; such a column is never cut.
      case right
    }

    public var title: String
    public var alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title.escapedForTerminal
      self.alignment = alignment
    }
  }

  /// One field of a row, escaped when it is made.
  public struct Cell: Sendable, ExpressibleByStringLiteral {
    enum Content: Sendable {
      case text(String)
      case count(Int)
    }

    var content: Content
    var role: Style.Role?

    /// A text; what a terminal would act on is written out.
    public init(_ text: String, _ role: Style.Role? = nil) {
      content = .text(text.escapedForTerminal)
      self.role = role
    }

    /// A number: its thousands are set apart for people, and not for programs that read a file.
    public init(_ count: Int, _ role: Style.Role? = nil) {
      content = .count(count)
      self.role = role
    }

    public init(stringLiteral value: String) {
      self.init(value)
    }

    func text(isForPeople: Bool) -> String {
      switch content {
      case .text(let text): text
      case .count(let number): isForPeople ? Figures.count(number) : String(number)
      }
    }
  }

  public var columns: [Column]
  public private(set) var rows: [[Cell]] = []

  public init(columns: [Column]) {
    precondition(!columns.isEmpty, "a table has a column")
    self.columns = columns
  }

  /// Adds a row with a cell for every column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row has a cell for every column")
    rows.append(row)
  }

  /// The table as lines, titles first unless all are empty.
  ///
  /// With a width, left-aligned columns are cut until a row fits, the widest first; without one
  /// nothing is cut.
  public func lines(width: Int?, style: Style) -> [String] {
    let texts = rows.map { row in row.map { $0.text(isForPeople: width != nil) } }
    let titles = columns.map(\.title)
    let widths = fitted(naturalWidths(of: texts + [titles]), to: width)
    var lines: [String] = []
    if titles.contains(where: { !$0.isEmpty }) {
      lines.append(
        line(titles, widths: widths, width: width) { _, text in
          style.paint(text, as: .heading)
        })
    }
    for (row, text) in zip(rows, texts) {
      lines.append(
        line(text, widths: widths, width: width) { index, text in
          row[index].role.map { style.paint(text, as: $0) } ?? text
        })
    }
    return lines
  }

  private static let gap = "  "
  /// A column that is cut keeps at least so much.
  private static let narrowest = 8

  private func naturalWidths(of rows: [[String]]) -> [Int] {
    columns.indices.map { column in
      rows.reduce(0) { max($0, $1[column].displayColumns) }
    }
  }

  /// The widths that fit: what left-aligned columns have above a common limit is cut.
  private func fitted(_ widths: [Int], to width: Int?) -> [Int] {
    guard let width else { return widths }
    let room = width - TextTable.gap.count * (columns.count - 1)
    func limited(to limit: Int) -> [Int] {
      columns.indices.map { columns[$0].alignment == .left ? min(widths[$0], limit) : widths[$0] }
    }
    var fits = TextTable.narrowest
    var tooWide = (widths.max() ?? 0) + 1
    while tooWide - fits > 1 {
      let limit = (fits + tooWide) / 2
      if limited(to: limit).reduce(0, +) <= room { fits = limit } else { tooWide = limit }
    }
    var fitted = limited(to: fits)
    // The columns that were cut share what is left over, from the first one on.
    var spare = room - fitted.reduce(0, +)
    for column in columns.indices where spare > 0 && fitted[column] < widths[column] {
      fitted[column] += 1
      spare -= 1
    }
    return fitted
  }

  private func line(
    _ texts: [String], widths: [Int], width: Int?, _ paint: (Int, String) -> String
  ) -> String {
    var line = ""
    var used = 0
    for (index, text) in texts.enumerated() {
      // A window may be too narrow even for what is never cut.
      let room = width.map { max(0, min(widths[index], $0 - used)) } ?? widths[index]
      if room == 0, index > 0 { break }
      let isRight = columns[index].alignment == .right
      let cut = text.cut(toColumns: room)
      let padding = String(repeating: " ", count: max(0, room - cut.displayColumns))
      let isLast = index == texts.count - 1
      line += isRight ? padding : ""
      line += paint(index, cut)
      line += isRight || isLast ? "" : padding
      if !isLast { line += TextTable.gap }
      used += room + TextTable.gap.count
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
