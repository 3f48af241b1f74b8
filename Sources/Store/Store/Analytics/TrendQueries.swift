public import RecipeModel

/// What is kept of a calendar's trends.
public struct StoredTrend: Sendable, Hashable {
  public var calendar: CalendarKey
  /// The block of days that the last view lies in.
  public var block: Int
  /// The bytes of `TrendScores`.
  public var payload: [UInt8]

  public init(calendar: CalendarKey, block: Int, payload: [UInt8]) {
    self.calendar = calendar
    self.block = block
    self.payload = payload
  }
}

extension ReadTransaction {
  /// What is kept of a calendar's trends; nil when nothing was viewed in it.
  public func trend(of calendar: CalendarKey) throws(StoreFault) -> StoredTrend? {
    try row("SELECT block, payload FROM rollup_trend WHERE calendar_id = ?", [calendar.value]) {
      StoredTrend(calendar: calendar, block: $0[0], payload: $0[1])
    }
  }

  /// The last local day up to one on which a view of a calendar's recipes was counted.
  public func lastViewedDay(
    of calendar: CalendarKey, until last: Day
  ) throws(StoreFault) -> Day? {
    try row(
      """
      SELECT day FROM rollup_day WHERE calendar_id = ? AND day <= ? AND views > 0
       ORDER BY day DESC LIMIT 1
      """, [calendar.value, last.number]
    ) { Day(number: $0[0]) }
  }
}

extension WriteTransaction {
  /// Keeps trends in place of what was there.
  public func store(_ trend: StoredTrend) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO rollup_trend (calendar_id, block, payload) VALUES (?, ?, ?)
        ON CONFLICT (calendar_id) DO UPDATE SET block = excluded.block, payload = excluded.payload
      """
    ).bind(trend.calendar.value).bind(trend.block).bind(blob: trend.payload).run()
  }

  /// Forgets the trends of a calendar.
  public func removeTrend(of calendar: CalendarKey) throws(StoreFault) {
    try execute("DELETE FROM rollup_trend WHERE calendar_id = ?", [calendar.value])
  }
}
