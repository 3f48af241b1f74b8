import ArchiveRecords
import Foundation
import PipelineCore
public import RecipeModel

/// The events of one source on one UTC day, by the store's keys, in order of time.
public struct IntakeViewDay: Sendable, Equatable {
  public var source: Int64
  public var day: Day
  public var events: [Event]

  public struct Event: Sendable, Equatable {
    public var recipe: RecipeKey
    public var viewer: UserKey?
    public var at: Instant
    public var agent: AgentClass
  }
}

extension ArchiveIntake {
  func stageView(
    _ view: ArchivedView, source: Int64, at place: SourceLocation
  ) throws(StoreFault) {
    try transaction.prepared(
      """
      INSERT INTO temp.intake_view (source, line, byte_offset, id, recipe, user, at, agent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(source).bind(place.line.map(Int64.init)).bind(place.byteOffset).bind(view.id)
      .bind(view.recipeID).bind(view.userID).bind(view.viewedAt)
      .bind(Int(view.agent.code)).run()
  }

  /// Looks up the recipes and users that views name; operations may have made them.
  private func judgeViews() throws(StoreFault) {
    try transaction.execute(
      """
      UPDATE temp.intake_view SET
        recipe_key = (SELECT r.id FROM recipe r WHERE r.public_id = intake_view.recipe),
        user_key = (SELECT u.id FROM user u WHERE u.public_id = intake_view.user)
      """)
    if policy != .refuse {
      for (key, column) in [("recipe_key", "recipe"), ("user_key", "user")] {
        try transaction.execute(
          """
          UPDATE temp.intake_view SET outcome = 'skipped'
           WHERE \(key) IS NULL AND \(column) IN (
            SELECT t.id FROM temp.intake_\(column) t JOIN temp.intake i ON i.seq = t.seq
             WHERE i.outcome = 'skipped')
          """)
      }
    }
    try transaction.execute(
      """
      UPDATE temp.intake_view SET outcome = 'quarantined'
       WHERE outcome IS NULL
         AND (recipe_key IS NULL OR (user IS NOT NULL AND user_key IS NULL))
      """)
    try transaction.execute(
      """
      UPDATE temp.intake_view SET outcome = 'skipped'
       WHERE outcome IS NULL AND id IS NOT NULL AND EXISTS (SELECT 1 FROM temp.intake_view e
         WHERE e.id = intake_view.id AND e.seq < intake_view.seq)
      """)
  }

  /// Hands over the staged views that can be stored, day by day.
  ///
  /// The closure says how many were not there yet. Memory holds one day of one source.
  public func eachStagedView(_ store: (IntakeViewDay) throws -> Int) throws {
    try judgeViews()
    var current: IntakeViewDay?
    func finish(_ day: IntakeViewDay?) throws {
      guard let day else { return }
      let added = try store(day)
      try transaction.execute(
        """
        INSERT INTO temp.intake_view_count (source, inserted, unchanged) VALUES (?, ?, ?)
          ON CONFLICT (source) DO UPDATE SET
            inserted = inserted + excluded.inserted, unchanged = unchanged + excluded.unchanged
        """, [day.source, added, day.events.count - added])
    }
    try transaction.eachRow(
      """
      SELECT source, recipe_key, user_key, at, agent FROM temp.intake_view
       WHERE outcome IS NULL ORDER BY source, at
      """
    ) { row in
      let at = Instant(milliseconds: row["at"])
      let source: Int64 = row["source"]
      if current?.source != source || current?.day != at.day {
        try finish(current)
        current = IntakeViewDay(source: source, day: at.day, events: [])
      }
      current?.events.append(
        IntakeViewDay.Event(
          recipe: RecipeKey(row["recipe_key"]),
          viewer: (row["user_key"] as Int64?).map { UserKey($0) }, at: at,
          agent: AgentClass(code: UInt8(truncatingIfNeeded: row["agent"] as Int64)) ?? .person))
    }
    try finish(current)
  }

  /// The packed views of a day; nil when it has none.
  public func viewDay(_ day: Day) throws(StoreFault) -> [UInt8]? {
    try transaction.row(
      "SELECT payload FROM view_segment WHERE day = ?", [Int64(day.number)]
    ) { $0.bytes("payload") }
  }

  /// Stores the packed views of a day, in place of what was there.
  public func storeViewDay(_ day: Day, events: Int, payload: [UInt8]) throws(StoreFault) {
    try transaction.prepared(
      """
      INSERT INTO view_segment (day, events, payload, change) VALUES (?, ?, ?, ?)
        ON CONFLICT (day) DO UPDATE SET
          events = excluded.events, payload = excluded.payload, change = excluded.change
      """
    ).bind(Int64(day.number)).bind(events).bind(blob: payload).bind(transaction.change).run()
  }

  /// Marks days whose rollups no longer say what the raw events say.
  public func markDirty(_ days: ClosedRange<Day>) throws(StoreFault) {
    for number in days.lowerBound.number...days.upperBound.number {
      try transaction.prepared("INSERT OR IGNORE INTO rollup_dirty (day) VALUES (?)")
        .bind(Int64(number)).run()
    }
  }

  /// The installation's window in which an event repeats the one before it (R24).
  public func viewWindowMinutes() throws(StoreFault) -> Int {
    Int(try transaction.integer("SELECT view_window_minutes FROM installation"))
  }

  /// Whether the user's views are counted as theirs (R24).
  public func tracksViews(_ user: UserKey) throws(StoreFault) -> Bool {
    let statement = try transaction.prepared("SELECT tracks_views FROM user WHERE id = ?")
    return try statement.bind(user.value).integer() == 1
  }
}
