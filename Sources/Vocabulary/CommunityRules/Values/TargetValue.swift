/// How much a community wants of a measure in each period: 1 to 1,000,000,000.
public struct TargetValue: Sendable, Hashable {
  public let number: Int

  public init(_ number: Int) throws(InvalidValue) {
    guard (1...1_000_000_000).contains(number) else {
      throw InvalidValue(.targetValue, .outOfRange)
    }
    self.number = number
  }
}
