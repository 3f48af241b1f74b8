public import RecipeModel

/// What was counted of a calendar's recipes on one local day.
public struct StoredCountedDay: Sendable, Hashable {
  public var calendar: CalendarKey
  public var day: Day
  /// How many recipes the bytes hold.
  public var recipes: Int
  public var views: Int
  public var anonymous: Int
  public var repeats: Int
  public var robots: Int
  /// The bytes of `CountedDay`.
  public var payload: [UInt8]

  public init(
    calendar: CalendarKey, day: Day, recipes: Int, views: Int, anonymous: Int, repeats: Int,
    robots: Int, payload: [UInt8]
  ) {
    self.calendar = calendar
    self.day = day
    self.recipes = recipes
    self.views = views
    self.anonymous = anonymous
    self.repeats = repeats
    self.robots = robots
    self.payload = payload
  }

  init(_ row: Row) {
    self.init(
      calendar: CalendarKey(row["calendar_id"]), day: Day(number: row["day"]),
      recipes: row["recipes"], views: row["views"], anonymous: row["anonymous"],
      repeats: row["repeats"], robots: row["robots"], payload: row.bytes("payload"))
  }
}

extension ReadTransaction {
  /// What was counted on a local day, of all calendars that have it, by calendar.
  public func countedDays(on day: Day) throws(StoreFault) -> [StoredCountedDay] {
    try rows(
      "SELECT * FROM rollup_day WHERE day = ? ORDER BY calendar_id", [day.number],
      StoredCountedDay.init)
  }

  /// Walks the days of one calendar, ascending.
  public func eachCountedDay(
    of calendar: CalendarKey, during days: ClosedRange<Day>,
    _ body: (StoredCountedDay) throws -> Void
  ) throws {
    let statement = try prepared(
      "SELECT * FROM rollup_day WHERE calendar_id = ? AND day BETWEEN ? AND ? ORDER BY day")
    try statement.bind(calendar.value).bind(Int64(days.lowerBound.number))
      .bind(Int64(days.upperBound.number)).forEachRow { try body(StoredCountedDay($0)) }
  }

  /// Walks the days of all calendars, ascending by day and then by calendar.
  public func eachCountedDay(
    during days: ClosedRange<Day>, _ body: (StoredCountedDay) throws -> Void
  ) throws {
    try eachRow(
      "SELECT * FROM rollup_day WHERE day BETWEEN ? AND ? ORDER BY day, calendar_id",
      [days.lowerBound.number, days.upperBound.number]
    ) { try body(StoredCountedDay($0)) }
  }

  /// The first and the last local day that a calendar has something counted for.
  public func countedSpan(of calendar: CalendarKey) throws(StoreFault) -> ClosedRange<Day>? {
    try row(
      """
      SELECT (SELECT min(day) FROM rollup_day WHERE calendar_id = ?1),
             (SELECT max(day) FROM rollup_day WHERE calendar_id = ?1)
      """, [calendar.value]
    ) { row -> ClosedRange<Day>? in
      guard let first = row[0] as Int32?, let last = row[1] as Int32? else { return nil }
      return Day(number: first)...Day(number: last)
    } ?? nil
  }

  /// Hands over the community of every recipe that has one.
  public func eachRecipeCommunity(_ body: (RecipeKey, CommunityKey) -> Void) throws(StoreFault) {
    // The index holds both, so that no recipe is read.
    let statement = try prepared(
      "SELECT id, community_id FROM recipe INDEXED BY ix_recipe_community "
        + "WHERE community_id IS NOT NULL")
    try StoreFault.mapping {
      try statement.forEachRow { body(RecipeKey($0[0]), CommunityKey($0[1])) }
    }
  }
}

extension WriteTransaction {
  /// Stores what was counted on a day in place of what was there.
  public func store(_ day: StoredCountedDay) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO rollup_day (calendar_id, day, recipes, views, anonymous, repeats, robots, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (calendar_id, day) DO UPDATE SET recipes = excluded.recipes,
          views = excluded.views, anonymous = excluded.anonymous, repeats = excluded.repeats,
          robots = excluded.robots, payload = excluded.payload
      """
    ).bind(day.calendar.value).bind(Int64(day.day.number)).bind(day.recipes).bind(day.views)
      .bind(day.anonymous).bind(day.repeats).bind(day.robots).bind(blob: day.payload).run()
  }

  /// Removes a day on which nothing is counted any more.
  public func removeCountedDay(_ day: Day, of calendar: CalendarKey) throws(StoreFault) {
    try prepared("DELETE FROM rollup_day WHERE calendar_id = ? AND day = ?")
      .bind(calendar.value).bind(Int64(day.number)).run()
  }
}
