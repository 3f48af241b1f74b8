public import RecipeModel

/// By which rules the rollups were counted, and when last.
public struct RollupState: Sendable, Hashable {
  public var rules: String
  public var countedAt: Instant
  /// What the points of targets know of.
  public var known: KnownChanges

  public init(rules: String, countedAt: Instant, known: KnownChanges) {
    self.rules = rules
    self.countedAt = countedAt
    self.known = known
  }
}

/// Up to where the changes of the store are known.
public struct KnownChanges: Sendable, Hashable {
  /// The last change; 0 where none is known.
  public var lastChange: Int64
  /// The highest key of a recipe: what was changed since and lies above came since.
  public var lastRecipe: Int64
  /// How much of imports had been taken back.
  public var undoneWork: Int64

  /// None at all.
  public static let none = KnownChanges(lastChange: 0, lastRecipe: 0, undoneWork: 0)
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
    try row(
      """
      SELECT rules, counted_at, known_change, known_recipe, known_undone FROM rollup_state
       WHERE id = 1
      """
    ) {
      RollupState(
        rules: $0[0], countedAt: Instant(milliseconds: $0[1]),
        known: KnownChanges(lastChange: $0[2], lastRecipe: $0[3], undoneWork: $0[4]))
    }
  }

  /// Up to where a transaction knows the changes of the store.
  public func knownChanges() throws(StoreFault) -> KnownChanges {
    KnownChanges(
      lastChange: try lastChange(), lastRecipe: try integer("SELECT max(id) FROM recipe"),
      undoneWork: try undoneWork(in: .catalogue))
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
      INSERT INTO rollup_state (id, rules, counted_at, known_change, known_recipe, known_undone)
        VALUES (1, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, counted_at = excluded.counted_at,
          known_change = excluded.known_change, known_recipe = excluded.known_recipe,
          known_undone = excluded.known_undone
      """,
      [
        state.rules, state.countedAt.milliseconds, state.known.lastChange, state.known.lastRecipe,
        state.known.undoneWork,
      ])
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
