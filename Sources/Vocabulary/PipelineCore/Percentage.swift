/// So many of a hundred, from 0 to 1000.
public struct Percentage: Sendable, Equatable, CustomStringConvertible {
  public let value: Double

  public static let whole = Percentage(unchecked: 100)

  private init(unchecked value: Double) { self.value = value }

  /// Reads `90%`, `99.5%` or `90`; nil for anything else.
  public init?(_ text: String) {
    let digits = text.hasSuffix("%") ? text.dropLast() : Substring(text)
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
      let value = Double(digits), (0...1000).contains(value)
    else { return nil }
    self.value = value
  }

  /// Whether a number is less than this share of a whole; exact to a millionth of a percent.
  public func isMissed(by number: Int, of whole: Int) -> Bool {
    let reached = number.multipliedFullWidth(by: 100_000_000)
    let wanted = whole.multipliedFullWidth(by: Int((value * 1_000_000).rounded()))
    return (reached.high, reached.low) < (wanted.high, wanted.low)
  }

  public var description: String {
    value == value.rounded() ? "\(Int(value))%" : "\(value)%"
  }
}
