public import RecipeModel

/// By which rules the rollups were counted, and when last.
public struct RollupState: Sendable, Hashable {
  public var rules: String
  public var countedAt: Instant
  /// The last change of the store that the points of targets know of; 0 before they were counted.
  public var countedChange: Int64

  public init(rules: String, countedAt: Instant, countedChange: Int64) {
    self.rules = rules
    self.countedAt = countedAt
    self.countedChange = countedChange
  }
}

extension ReadTransaction {
  /// The days (UTC) whose raw events changed since the rollups were counted, ascending.
  public func dirtyDays() throws(StoreFault) -> [Day] {
    try rows("SELECT day FROM rollup_dirty ORDER BY day") { Day(number: $0[0]) }
  }

  /// The window within which an event repeats the one before it (R24), in minutes.
  public func viewWindowMinutes() throws(StoreFault) -> Int {
    Int(try integer("SELECT view_window_minutes FROM installation WHERE id = 1"))
  }

  /// The installation's time zone, in which what reaches over communities is counted (R28).
  public func installationZone() throws(StoreFault) -> String {
    try row("SELECT time_zone FROM installation WHERE id = 1") { $0[0] as String } ?? "UTC"
  }

  /// By which rules the rollups were counted, and when last; nil before the first time.
  public func rollupState() throws(StoreFault) -> RollupState? {
    try row("SELECT rules, counted_at, counted_change FROM rollup_state WHERE id = 1") {
      RollupState(
        rules: $0[0], countedAt: Instant(milliseconds: $0[1]), countedChange: $0[2])
    }
  }
}

extension WriteTransaction {
  /// Marks days (UTC) as to be counted again.
  public func markDirty(_ days: some Sequence<Day>) throws(StoreFault) {
    let statement = try prepared("INSERT INTO rollup_dirty (day) VALUES (?) ON CONFLICT DO NOTHING")
    for day in days { try statement.bind(Int64(day.number)).run() }
  }

  /// Takes the mark off days that were counted.
  public func clearDirty(_ days: some Sequence<Day>) throws(StoreFault) {
    let statement = try prepared("DELETE FROM rollup_dirty WHERE day = ?")
    for day in days { try statement.bind(Int64(day.number)).run() }
  }

  /// Remembers by which rules everything is counted from now on, and when it was.
  public func setRollupState(_ state: RollupState) throws(StoreFault) {
    try execute(
      """
      INSERT INTO rollup_state (id, rules, counted_at, counted_change) VALUES (1, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, counted_at = excluded.counted_at,
          counted_change = excluded.counted_change
      """, [state.rules, state.countedAt.milliseconds, state.countedChange])
  }

  /// Changes the window of R24; the next rollup counts every day again.
  public func setViewWindow(minutes: Int) throws(StoreFault) {
    var settings = try installationSettings()
    settings.viewWindowMinutes = minutes
    try update(settings)
  }

  /// Changes the installation's time zone; the next rollup counts in it.
  public func setInstallationZone(_ name: String) throws(StoreFault) {
    var settings = try installationSettings()
    settings.timeZone = name
    try update(settings)
  }
}
