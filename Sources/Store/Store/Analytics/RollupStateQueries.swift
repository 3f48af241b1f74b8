public import RecipeModel

extension ReadTransaction {
  /// The days whose rollups no longer say what the raw events say, ascending.
  public func dirtyDays() throws(StoreFault) -> [Day] {
    try rows("SELECT day FROM rollup_dirty ORDER BY day") { Day(number: $0[0]) }
  }

  /// Up to which number of the change counter shares and forks were looked at; 0 for never.
  public func rollupWatermark() throws(StoreFault) -> Int64 {
    try integer("SELECT watermark FROM index_state WHERE name = 'rollup'")
  }

  /// The window within which an event repeats the one before it (R24), in minutes.
  public func viewWindowMinutes() throws(StoreFault) -> Int {
    Int(try integer("SELECT view_window_minutes FROM installation WHERE id = 1"))
  }

  /// Whether days wait to be counted, or shares and forks came since they were counted last.
  public func rollupsAreBehind() throws(StoreFault) -> Bool {
    if try integer("SELECT EXISTS (SELECT 1 FROM rollup_dirty)") != 0 { return true }
    return try integer(
      """
      SELECT EXISTS (SELECT 1 FROM recipe
        WHERE change > ? AND origin_kind IN ('variant', 'share'))
      """, [try rollupWatermark()]) != 0
  }

  /// The recipes that variants or shares were made from which the rollups do not say yet.
  public func uncountedOrigins() throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT DISTINCT r.origin_id FROM recipe r
       WHERE r.change > ? AND r.origin_kind IN ('variant', 'share')
         AND (SELECT count(*) FROM recipe f
               WHERE f.origin_id = r.origin_id AND f.origin_kind IN ('variant', 'share'))
          <> (SELECT coalesce(sum(d.forks), 0) FROM rollup_recipe_day d
               WHERE d.recipe_id = r.origin_id)
      """, [try rollupWatermark()]
    ) { RecipeKey($0[0]) }
  }
}

extension WriteTransaction {
  /// Marks days as to be counted again.
  public func markDirty(_ days: some Sequence<Day>) throws(StoreFault) {
    let statement = try prepared("INSERT INTO rollup_dirty (day) VALUES (?) ON CONFLICT DO NOTHING")
    for day in days { try statement.bind(Int64(day.number)).run() }
  }

  /// Takes the mark off days that were counted.
  public func clearDirty(_ days: some Sequence<Day>) throws(StoreFault) {
    let statement = try prepared("DELETE FROM rollup_dirty WHERE day = ?")
    for day in days { try statement.bind(Int64(day.number)).run() }
  }

  /// Remembers that shares and forks changed before this transaction were looked at.
  public func moveRollupWatermark() throws(StoreFault) {
    try execute(
      """
      INSERT INTO index_state (name, watermark) VALUES ('rollup', ?)
        ON CONFLICT (name) DO UPDATE SET watermark = excluded.watermark
      """, [change])
  }

  /// Changes the window of R24; every day with events is then counted again.
  public func setViewWindow(minutes: Int) throws(StoreFault) {
    guard try viewWindowMinutes() != minutes else { return }
    try execute("UPDATE installation SET view_window_minutes = ? WHERE id = 1", [minutes])
    try markDirty(try viewSegmentSizes().map(\.day))
  }
}
