/// What became of the records of an input; every record is counted exactly once.
public struct Account: Sendable, Equatable {
  public var read = 0
  public var inserted = 0
  public var updated = 0
  public var proposed = 0
  public var unchanged = 0
  public var skipped = 0
  public var quarantined = 0

  public init() {}

  /// Whether every record that was read has one outcome.
  public var addsUp: Bool {
    read == inserted + updated + proposed + unchanged + skipped + quarantined
  }

  public static func += (total: inout Account, part: Account) {
    total.read += part.read
    total.inserted += part.inserted
    total.updated += part.updated
    total.proposed += part.proposed
    total.unchanged += part.unchanged
    total.skipped += part.skipped
    total.quarantined += part.quarantined
  }
}
