/// How long a recipe takes, part by part.
public struct Times: Sendable, Equatable {
  public var preparation: TimeSpan?
  public var cooking: TimeSpan?
  public var total: TimeSpan?

  public init(
    preparation: TimeSpan? = nil, cooking: TimeSpan? = nil, total: TimeSpan? = nil
  ) {
    self.preparation = preparation
    self.cooking = cooking
    self.total = total
  }
}

/// A length of time: the text as stated and, where it could be read, the minutes.
public struct TimeSpan: Sendable, Equatable {
  public var text: String
  /// Whole minutes, from 0 to 60 days; nil when the text says nothing usable.
  public var minutes: Int?

  public init(text: String, minutes: Int?) {
    self.text = text
    self.minutes = minutes
  }
}

/// How much a recipe makes: the text as stated and what could be read out of it.
public struct Yield: Sendable, Equatable {
  public var text: String
  public var amount: Quantity?
  /// What is counted, such as `servings`; nil when not stated.
  public var unit: String?

  public init(text: String, amount: Quantity? = nil, unit: String? = nil) {
    self.text = text
    self.amount = amount
    self.unit = unit
  }
}
