/// Reads one field of a cron expression.
struct CronParsing {
  let field: CronField

  /// The numbers that a field allows.
  func set(_ part: CronExpression.Part) throws(CronProblem) -> CronSet {
    var set = CronSet()
    set.beginsWithStar = part.text.hasPrefix("*")
    var column = part.column
    for item in part.text.split(separator: ",", omittingEmptySubsequences: false) {
      try insert(String(item), into: &set, column: column)
      column += item.count + 1
    }
    return set
  }

  private func insert(
    _ item: String, into set: inout CronSet, column: Int
  ) throws(CronProblem) {
    let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let range = try range(String(halves[0]), of: item, column: column)
    var step = 1
    if halves.count == 2 {
      guard halves[0].contains("-") || halves[0] == "*" else {
        throw CronProblem(.stepOfNumber(item, field), column: column)
      }
      let text = String(halves[1])
      guard let number = number(text), number > 0 else {
        throw CronProblem(.step(text, field), column: column + halves[0].count + 1)
      }
      step = number
    }
    for number in stride(from: range.lowerBound, through: range.upperBound, by: step) {
      set.insert(field == .dayOfWeek ? number % 7 : number)
    }
  }

  private func range(
    _ text: String, of item: String, column: Int
  ) throws(CronProblem) -> ClosedRange<Int> {
    if text == "*" {
      // Seven is Sunday once more: a step would count it twice.
      return field == .dayOfWeek ? 0...6 : field.range
    }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = try value(String(ends[0]), of: item, column: column)
    guard ends.count == 2 else { return first...first }
    var last = try value(String(ends[1]), of: item, column: column + ends[0].count + 1)
    // A range to Sunday ends with the week.
    if field == .dayOfWeek, last == 0, first > 0 { last = 7 }
    guard first <= last else { throw CronProblem(.backwards(text, field), column: column) }
    return first...last
  }

  private func value(_ text: String, of item: String, column: Int) throws(CronProblem) -> Int {
    if let index = field.names.firstIndex(of: text) { return field.range.lowerBound + index }
    guard let number = number(text) else {
      throw CronProblem(.unreadable(item, field), column: column)
    }
    guard field.range.contains(number) else {
      throw CronProblem(.outOfRange(number, field), column: column)
    }
    return number
  }

  /// A number of at most four digits, without a sign.
  private func number(_ text: String) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}
