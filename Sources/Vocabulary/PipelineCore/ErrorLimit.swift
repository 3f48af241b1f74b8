/// How many records of an import may be beyond reading before it is not begun.
public enum ErrorLimit: Sendable, Equatable, CustomStringConvertible {
  /// So many.
  case records(Int)
  /// So many of a hundred that are read, from 0 to 100.
  case percent(Double)

  /// Reads a number such as `10`, or a share such as `2.5%`; nil for anything else.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
      self = .percent(share)
    } else {
      guard let count = Int(text), count >= 0 else { return nil }
      self = .records(count)
    }
  }

  /// Whether so many of the records read are more than allowed.
  public func isExceeded(by errors: Int, of read: Int) -> Bool {
    switch self {
    case .records(let allowed): errors > allowed
    case .percent(let share): Double(errors) * 100 > share * Double(read)
    }
  }

  public var description: String {
    switch self {
    case .records(let count): "\(count)"
    case .percent(let share):
      share == share.rounded() ? "\(Int(share))%" : "\(share)%"
    }
  }
}
