public import RecipeModel

/// For how long what was deleted can be restored (R21).
public struct Retention: Sendable, Equatable {
  public let days: Int

  /// Thirty days, unless the installation sets its own.
  public static let standard = Retention(uncheckedDays: 30)

  /// Takes 0 to 36500 days; with 0 nothing can be restored.
  public init(days: Int) throws(InvalidValue) {
    guard (0...36_500).contains(days) else { throw InvalidValue(.retentionDays, .outOfRange) }
    self.days = days
  }

  private init(uncheckedDays: Int) { days = uncheckedDays }

  /// The first moment at which something deleted then cannot be restored any more.
  ///
  /// Days are 24 hours each, counted from the moment of the deletion.
  public func end(after deletedAt: Instant) -> Instant {
    deletedAt.advanced(byMilliseconds: Int64(days) * 86_400_000)
  }
}
