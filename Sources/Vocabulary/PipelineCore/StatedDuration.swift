/// A time that passes, as people write it: a whole number with its unit, such as `90s` or `2h`.
public struct StatedDuration: Sendable, Hashable, CustomStringConvertible {
  public let milliseconds: Int64
  private let text: String

  /// Reads a number of at most a million seconds `s`, minutes `m`, hours `h`, days `d` or weeks
  /// `w`; nil for anything else.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number <= 1_000_000,
      let unit = StatedDuration.units[String(text.dropFirst(digits.count))]
    else { return nil }
    milliseconds = number * unit
    self.text = text
  }

  /// As it was written.
  public var description: String { text }

  public static func == (first: StatedDuration, second: StatedDuration) -> Bool {
    first.milliseconds == second.milliseconds
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(milliseconds) }

  private static let units: [String: Int64] = [
    "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
  ]
}
