import JSONText
public import RecipeModel
public import Store

extension CommunityActions {
  /// How many recipes, or rows of a community, one batch of a purge removes.
  ///
  /// A history names no more of a purge than its batches, so all of them are cut alike.
  public static let purgedRows = 500

  /// Removes for good, in one transaction, some of what is past its retention at a moment (R22).
  ///
  /// The audit log says what went; counts of nothing mean that there is no more.
  public func purgeBatch(rows: Int = purgedRows, at now: Instant) throws -> PurgeCounts {
    try change(as: .operator) { change in
      try Change(
        transaction: change.transaction, asker: change.asker, now: now, story: change.story,
        run: run
      ).purge(rows: rows)
    }
  }
}

extension Change {
  func purge(rows: Int) throws -> PurgeCounts {
    let days = try transaction.retentionDays()
    let counts = try transaction.purgeBatch(
      deletedUntil: now.advanced(byMilliseconds: Int64(days) * -86_400_000), at: now, rows: rows)
    if !counts.isEmpty {
      try audit(
        .purge, .installation,
        counts.named.filter { $0.count > 0 }.map { JSONMember($0.name, count: $0.count) })
    }
    return counts
  }
}
