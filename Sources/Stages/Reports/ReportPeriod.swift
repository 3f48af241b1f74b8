public import RecipeModel

/// The days that a report covers, the last one included.
public struct ReportPeriod: Sendable, Equatable {
  public var first: Day
  public var last: Day

  public init(first: Day, last: Day) {
    precondition(first <= last, "a period does not end before it begins")
    self.first = first
    self.last = last
  }

  /// How many days there are.
  public var length: Int { Int(last.number - first.number) + 1 }

  func contains(_ day: Day) -> Bool { day >= first && day <= last }
}
