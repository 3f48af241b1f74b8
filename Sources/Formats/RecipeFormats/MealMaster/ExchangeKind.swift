import PipelineCore

/// The two kinds of records in files of the MealMaster family, told by their first lines.
enum ExchangeKind {
  case mealMaster
  case rezKonv

  /// Takes the line that starts a record: a rule of `M`, `-` or `=` with the program's name in it.
  init?(header line: ArraySlice<UInt8>) {
    guard let mark = line.first, ExchangeLine.marks.contains(mark),
      line.prefix(while: { $0 == mark }).count >= 5
    else { return nil }
    if line.contains(word: "rezkonv") || (mark != UInt8(ascii: "-") && line.contains(word: "*rk*"))
    {
      self = .rezKonv
    } else if mark != UInt8(ascii: "="),
      line.contains(word: "meal-master") || line.contains(word: "mealmaster")
        || line.contains(word: "meal master")
    {
      self = .mealMaster
    } else {
      return nil
    }
  }

  /// Starts a pass over the records of either kind.
  static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits, absence: String
  ) -> any RecordCursor {
    TextRecordCursor(
      source, at: location, limits: limits, absence: absence,
      boundary: { line, first in
        if ExchangeKind(header: line.bytes[...]) != nil { return .start }
        guard let first, let mark = first.bytes.first else { return .none }
        return ExchangeLine.isEnd(line.bytes[...], of: mark) ? .end : .none
      },
      map: { record in
        switch record.lines.first.flatMap({ ExchangeKind(header: $0.bytes[...]) }) {
        case .rezKonv: RezKonvRecipe.read(record)
        case .mealMaster, nil: MealMasterRecipe.read(record)
        }
      })
  }
}

/// The rules that divide a record of the MealMaster family.
enum ExchangeLine {
  static let marks: Set<UInt8> = [UInt8(ascii: "M"), UInt8(ascii: "-"), UInt8(ascii: "=")]

  /// Whether a line ends the record that a rule of `mark` started: five marks alone.
  ///
  /// Longer rules of one sign stand in texts too; RezKonv's own end is of any length.
  static func isEnd(_ line: ArraySlice<UInt8>, of mark: UInt8) -> Bool {
    let rule = line.trimmed
    guard line.first == rule.first, rule.count >= 5, rule.allSatisfy({ $0 == mark }) else {
      return false
    }
    return rule.count == 5 || mark == UInt8(ascii: "=")
  }

  /// The title of a section: `MMMMM-----TITLE-----`, `-----TITLE-----`, `=== TITLE ===`.
  static func sectionTitle(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let mark = line.first, marks.contains(mark) else { return nil }
    let run = line.prefix { $0 == mark }.count
    guard run >= (mark == UInt8(ascii: "=") ? 3 : 5) else { return nil }
    var title = line.dropFirst(run)
    if mark == UInt8(ascii: "M") {
      guard title.first == UInt8(ascii: "-") else { return nil }
    }
    let rule = mark == UInt8(ascii: "=") ? mark : UInt8(ascii: "-")
    title = title.drop { $0 == rule }.trimmed
    while title.last == rule { title = title.dropLast() }
    title = title.trimmed
    return title.isEmpty ? nil : title
  }

  /// Whether a line is drawn, not written: `-----`, `~----`, `* * *`.
  static func isDrawn(_ line: ArraySlice<UInt8>) -> Bool {
    let drawn = line.trimmed
    return drawn.count >= 3 && drawn.allSatisfy { "-=~_*+. ".utf8.contains($0) }
  }
}
