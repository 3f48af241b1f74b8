import PipelineCore

/// What is wrong with the text of a cron expression, and where.
public struct CronProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The closed set of what can be wrong.
  public enum Cause: Sendable, Equatable {
    /// How many fields there are instead of five.
    case fieldCount(Int)
    case unknownShortcut(String)
    /// A word such as `@daily` that does not stand alone.
    case shortcutBesides(String)
    /// A part of a field that is neither a number, a name, a range, a star nor one with a step.
    case unreadable(String, CronField)
    case outOfRange(Int, CronField)
    /// A range whose end comes before its beginning.
    case backwards(String, CronField)
    case step(String, CronField)
    /// A step behind a single number.
    case stepOfNumber(String, CronField)
    /// No day is ever meant, such as 31 February.
    case never
  }

  public var cause: Cause
  /// The first letter concerned, counted from 1.
  public var column: Int

  init(_ cause: Cause, column: Int = 1) {
    self.cause = cause
    self.column = column
  }

  /// What is wrong, in lower case, without a full stop.
  public var description: String {
    switch cause {
    case .fieldCount(let count):
      "\(count) fields instead of five: minute, hour, day of month, month, day of week"
        + (count == 6 ? "; seconds are not used" : "")
    case .unknownShortcut(let word):
      "unknown word \(shown(word)); the words are "
        + CronExpression.shortcuts.map { "`\($0.word)`" }.joined(separator: ", ")
    case .shortcutBesides(let word): "\(shown(word)) stands alone"
    case .unreadable(let text, let field):
      "\(shown(text)) is no \(field.rawValue); it takes numbers from \(field.range.lowerBound) to "
        + "\(field.range.upperBound)\(field.names.isEmpty ? "" : ", names"), `*`, ranges `2-5`, steps "
        + "`*/2` and lists `1,3`"
    case .outOfRange(let number, let field):
      "\(number) is no \(field.rawValue): it is \(field.range.lowerBound) to \(field.range.upperBound)"
    case .backwards(let text, let field):
      "the range \(shown(text)) of the \(field.rawValue) ends before it begins; write two, such as "
        + "`\(field == .dayOfWeek ? "fri-sun,mon" : "22-23,0-2")`"
    case .step(let text, let field):
      "the step \(shown(text)) of the \(field.rawValue) is no number from 1 on"
    case .stepOfNumber(let text, let field):
      "a step needs a star or a range, such as `\(field.range.lowerBound)-\(field.range.upperBound)/2`: "
        + shown(text)
    case .never: "no day is ever meant: no such day is in these months"
    }
  }

  private func shown(_ text: String) -> String {
    "`"
      + (String(text.unicodeScalars.prefix(40)) + (text.unicodeScalars.count > 40 ? "…" : ""))
      .escapedForTerminal + "`"
  }
}
