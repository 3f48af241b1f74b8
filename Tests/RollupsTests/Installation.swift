import Archives
import Foundation
import Indexes
import PipelineCore
import RecipeModel
@testable import Statistics
import Synchronization
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// A store in a folder of its own, filled row by row.
struct Installation {
  let folder: URL
  let store: RecipeStore
  let surroundings: Surroundings

  static let now = Instant(milliseconds: 1_795_255_200_000)

  init(in folder: URL, named name: String = "levain") throws {
    self.folder = folder
    let counter = Counter()
    surroundings = Surroundings(
      now: { Installation.now },
      randomBytes: {
        let number = counter.next()
        return (0..<10).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (9 - $0))) }
      })
    store = try RecipeStore.create(
      at: folder.appending(path: "\(name).db").path, surroundings: surroundings)
  }

  // MARK: - Rows

  func add(user id: String, tracksViews: Bool = true) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        INSERT INTO user (public_id, email, email_folded, username, username_folded, tracks_views,
          created_at, updated_at, change) VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?)
        """
      ).bind(id).bind(id).bind(id).bind(id).bind(id).bind(tracksViews ? 1 : 0)
        .bind(transaction.change).run()
    }
  }

  func add(community id: String, members: [String] = [], zone: String = "UTC") throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        INSERT INTO community (public_id, slug, name, time_zone, created_at, updated_at, change)
          VALUES (?, ?, ?, ?, ?, 0, ?)
        """
      ).bind(id).bind(id).bind("The \(id)").bind(zone).bind(
        moment("2026-10-01T00:00:00Z").milliseconds
      )
      .bind(transaction.change).run()
      for member in members {
        try transaction.prepared(
          """
          INSERT INTO membership (public_id, user_id, community_id, role, joined_at, change)
            SELECT ?, u.id, c.id, 'admin', 0, ? FROM user u, community c
             WHERE u.public_id = ? AND c.public_id = ?
          """
        ).bind("\(member)-\(id)").bind(transaction.change).bind(member).bind(id).run()
      }
    }
  }

  /// Adds a recipe; without a community it lies in the creator's catalogue.
  func add(
    recipe id: String, in community: String?, from origin: String? = nil,
    as kind: OriginKind? = nil, by creator: String = "ann",
    on time: Instant = moment("2026-11-01T12:00:00Z")
  ) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        INSERT INTO recipe_body (digest, content_digest, title, structured)
          VALUES (?, zeroblob(16), ?, '{}')
        """
      ).bind(blob: Array((id.utf8 + [UInt8](repeating: 0, count: 32)).prefix(32)))
        .bind("Dish \(id)").run()
      try transaction.prepared(
        """
        INSERT INTO recipe (public_id, body_id, creator_id, community_id, origin_id, origin_kind,
          shared_from_community_id, shared_by_id, shared_at, created_at, updated_at, change)
          VALUES (?, (SELECT max(id) FROM recipe_body),
            (SELECT id FROM user WHERE public_id = ?),
            (SELECT id FROM community WHERE public_id = ?),
            (SELECT id FROM recipe WHERE public_id = ?), ?,
            (SELECT community_id FROM recipe WHERE public_id = ?),
            (SELECT id FROM user WHERE public_id = ?), ?, ?, ?, ?)
        """
      ).bind(id).bind(creator).bind(community).bind(origin).bind(kind?.rawValue)
        .bind(kind == .share ? origin : nil).bind(kind == .share ? "ann" : nil)
        .bind(kind == .share ? time.milliseconds : nil).bind(time.milliseconds)
        .bind(time.milliseconds).bind(transaction.change).run()
    }
  }

  func delete(recipe id: String) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        "INSERT INTO deletion (kind, deleted_at, change) VALUES ('recipe', 1, ?)"
      )
      .bind(transaction.change).run()
      try transaction.prepared(
        """
        UPDATE recipe SET deleted_at = 1, deletion_id = (SELECT max(id) FROM deletion), change = ?
         WHERE public_id = ?
        """
      ).bind(transaction.change).bind(id).run()
    }
  }

  func restore(recipe id: String) throws {
    try run(
      """
      UPDATE recipe SET deleted_at = NULL, deletion_id = NULL
       WHERE public_id = '\(id)' AND purged_at IS NULL
      """)
  }

  /// Leaves the bare node of a deleted recipe (R22).
  func purge(recipe id: String) throws {
    try run(
      """
      UPDATE recipe SET body_id = NULL, purged_at = 1
       WHERE public_id = '\(id)' AND deleted_at IS NOT NULL
      """)
  }

  /// Switches somebody's view tracking off, or on again.
  func switchTracking(of user: String) throws {
    try run(
      """
      UPDATE user SET tracks_views = 1 - tracks_views, tracking_changed_at = 1, updated_at = 1
       WHERE public_id = '\(user)'
      """)
  }

  func setZone(_ zone: String, of community: String) throws {
    try store.write { transaction in
      try transaction.execute(
        "UPDATE community SET time_zone = ?, change = ? WHERE public_id = ?",
        [zone, transaction.change, community])
    }
  }

  /// Says that a recipe came from another, as an archive may that brings the origin last.
  func setOrigin(of id: String, to origin: String) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        UPDATE recipe SET origin_id = (SELECT id FROM recipe WHERE public_id = ?),
          origin_kind = 'variant', change = ? WHERE public_id = ?
        """
      ).bind(origin).bind(transaction.change).bind(id).run()
    }
  }

  /// Says that somebody did something that a community's feed records.
  func act(_ user: String, in community: String, on time: Instant) throws {
    try run(
      """
      INSERT INTO activity (public_id, kind, user_id, community_id, created_at, change)
        SELECT 'act-' || (SELECT count(*) FROM activity), 'recipe_created', u.id, c.id,
            \(time.milliseconds), 1
          FROM user u, community c WHERE u.public_id = '\(user)' AND c.public_id = '\(community)'
      """)
  }

  /// Makes somebody a member unless they are.
  func join(_ user: String, _ community: String) throws {
    try run(
      """
      INSERT OR IGNORE INTO membership (public_id, user_id, community_id, role, joined_at, change)
        SELECT u.public_id || '-' || c.public_id, u.id, c.id, 'member', 0, 1
          FROM user u, community c WHERE u.public_id = '\(user)' AND c.public_id = '\(community)'
      """)
  }

  /// Proposes a change of a recipe, and decides on it.
  func propose(
    to recipe: String, by user: String, on time: Instant, decided: (ProposalStatus, Instant)? = nil
  ) throws {
    try run(
      """
      INSERT INTO proposal (public_id, recipe_id, proposer_id, body_id, base_body_id, status,
          created_at, decided_at, change)
        SELECT 'proposal-' || (SELECT count(*) FROM proposal), r.id, u.id, b.id, b.id,
            '\(decided?.0.rawValue ?? "pending")', \(time.milliseconds),
            \(decided.map { "\($0.1.milliseconds)" } ?? "NULL"), 1
          FROM recipe r, user u, recipe_body b
         WHERE r.public_id = '\(recipe)' AND u.public_id = '\(user)'
         ORDER BY b.id LIMIT 1
      """)
  }

  /// Sets a target in place of the living one, from the period of a day on or a later one.
  func setTarget(
    _ measure: TargetMeasure, _ frequency: TargetFrequency, of community: String, value: Int = 5,
    since: Day
  ) throws {
    try store.write { (transaction) throws in
      let stored = try #require(try transaction.community(slug: community))
      let former = try transaction.lastTarget(of: stored.key, measure, frequency)
      let earliest = former.map { $0.until ?? $0.since } ?? since
      let first = frequency.grain.period(of: max(since, earliest)).firstDay
      if let former, former.until == nil {
        try transaction.end(former.key, on: first, at: Installation.now)
      }
      let count = try transaction.rows("SELECT count(*) FROM target") { $0[0] as Int }
      try transaction.insert(
        NewTarget(
          id: TargetID("target-\(count.first ?? 0)"), community: stored.key, measure: measure,
          frequency: frequency, value: value, since: first, createdAt: Installation.now))
    }
  }

  /// Ends a living target before the period of a day, or before it begins.
  func removeTarget(
    _ measure: TargetMeasure, _ frequency: TargetFrequency, of community: String, on day: Day
  ) throws {
    try store.write { (transaction) throws in
      let stored = try #require(try transaction.community(slug: community))
      guard let target = try transaction.lastTarget(of: stored.key, measure, frequency),
        target.until == nil
      else { return }
      let end = max(target.since, frequency.grain.period(of: day).firstDay)
      try transaction.end(target.key, on: end, at: Installation.now)
    }
  }

  func run(_ sql: String) throws {
    try store.write { (transaction) throws(StoreFault) in try transaction.prepared(sql).run() }
  }

  // MARK: - Stages

  /// Writes a file into the folder and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = folder.appending(path: name).path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @discardableResult
  func load(
    _ paths: [String], batchEvents: Int = 1000, observer: Observer = Observer()
  ) throws -> ViewLoadOutcome {
    var limits = ViewLoad.Limits()
    limits.batchEvents = batchEvents
    return try ViewLoad(store: store, surroundings: surroundings, limits: limits)
      .run(paths, observer: observer)
  }

  @discardableResult
  func load(_ lines: [LogLine], as name: String = "views.jsonl") throws -> ViewLoadOutcome {
    try load([try file(name, lines.text)])
  }

  @discardableResult
  func rollUp(
    rebuild: Bool = false, batchEvents: Int = 1000, observer: Observer = Observer()
  ) throws -> RollupOutcome {
    try Rollup(store: store, surroundings: surroundings, batchEvents: batchEvents)
      .run(rebuild: rebuild, observer: observer)
  }

  func reconcile() throws -> Reconciliation {
    try Rollup(store: store, surroundings: surroundings).reconcile()
  }

  // MARK: - Looking

  /// Every counted day of every calendar and its trends, apart from the keys of the calendars; and
  /// every point of every target.
  func dump() throws -> [String] {
    try store.read { transaction in
      try transaction.rows(
        """
        SELECT 'target ' || target_id || ' ' || day || ' ' || value || ' ' || error_millionths
           FROM target_point
        UNION ALL
        SELECT 'trend ' || coalesce(c.community_id, 0) || ' ' || c.time_zone || ' ' || t.block
            || ' ' || hex(t.payload)
          FROM rollup_trend t JOIN rollup_calendar c ON c.id = t.calendar_id ORDER BY 1
        """
      ) { $0[0] as String }
        + transaction.rows(
          """
          SELECT coalesce(c.community_id, 0) || ' ' || c.time_zone || ' ' || d.day || ' '
              || d.recipes || ' ' || d.views || ' ' || d.anonymous || ' ' || d.repeats || ' '
              || d.robots || ' ' || hex(d.payload)
            FROM rollup_day d JOIN rollup_calendar c ON c.id = d.calendar_id ORDER BY 1
          """
        ) { $0[0] as String }
    }
  }

  /// The raw events of every day, packed.
  func segments() throws -> [Day: [UInt8]] {
    try store.read { transaction in
      var segments: [Day: [UInt8]] = [:]
      for (day, _) in try transaction.viewSegmentSizes() {
        segments[day] = try transaction.viewSegment(on: day)
      }
      return segments
    }
  }

  /// Whose numbers are looked at.
  enum Subject { case recipe, family, community }

  /// What is told of views, shares and forks on a day; nil when there were none.
  func counts(_ subject: Subject, _ id: String, on day: String) throws -> MeasuredCounts? {
    let day = try #require(Day(day))
    return try counts(subject, id, in: Grain.day.period(of: day))
  }

  func counts(_ subject: Subject, _ id: String, in month: Month) throws -> MeasuredCounts? {
    try counts(subject, id, in: Grain.month.period(of: month.firstDay))
  }

  private func counts(
    _ subject: Subject, _ id: String, in period: Period
  ) throws -> MeasuredCounts? {
    try store.read { transaction in
      let selection = try selection(subject, id, in: transaction)
      let numbers = try SubjectNumbers(
        of: selection, during: StatisticsRequest(period.days, by: period.grain), in: transaction)
      let told = numbers.totals.reach
      #expect(
        numbers.series.map(\.counts.reach).filter { !$0.isZero } == (told.isZero ? [] : [told]))
      return told.isZero ? nil : told
    }
  }

  func selection(
    _ subject: Subject, _ id: String, in transaction: ReadTransaction
  ) throws -> RecipeSelection {
    switch subject {
    case .recipe:
      return try .recipe(
        try #require(try transaction.statisticsRecipe(RecipeID(id))), in: transaction)
    case .family:
      let root = try #require(try transaction.statisticsRecipe(RecipeID(id)))
      return try .recipes(try transaction.familyKeys(below: root), in: transaction)
    case .community:
      let community = try #require(try transaction.communityProfile(CommunityID(id)))
      return try .community(community.key, zone: community.timeZone, in: transaction)
    }
  }
}

extension MeasuredCounts {
  /// Views, shares and forks; without what else happened.
  var reach: MeasuredCounts {
    MeasuredCounts(views: views, viewers: viewers, shares: shares, forks: forks)
  }

  static func counted(
    _ views: Int = 0, viewers: Int = 0, anonymous: Int = 0, repeats: Int = 0, robots: Int = 0,
    shares: Int = 0, forks: Int = 0
  ) -> MeasuredCounts {
    MeasuredCounts(
      views: ViewCounts(views: views, anonymous: anonymous, repeats: repeats, robots: robots),
      viewers: UniqueCount(viewers), shares: shares, forks: forks)
  }
}

extension Installation {
  // MARK: - Raw events

  /// Adds events as a load does, with their classes.
  func add(events: [ViewEvent]) throws {
    try store.write { transaction in
      let rules = try transaction.viewRules()
      for (day, events) in Dictionary(grouping: events, by: \.at.day) {
        var incoming = events
        incoming.sortForCounting()
        let union = ViewSegment.union(try transaction.viewEvents(on: day), incoming)
        guard !union.changesNothing else { continue }
        try transaction.storeViewSegment(
          ViewSegment.encode(union.events, on: day), events: union.events.count, on: day)
        try transaction.markDirty(rules.days(affectedBy: day).days)
      }
    }
  }

  /// Makes the events of somebody anonymous, as an erasure does (R23).
  func anonymize(_ user: String) throws {
    try store.write { transaction in
      let rules = try transaction.viewRules()
      let key = try transaction.user(UserID(user))?.key.value
      for (day, _) in try transaction.viewSegmentSizes() {
        let before = try transaction.viewEvents(on: day)
        var events = before.map { $0.viewer == key ? $0.anonymous : $0 }
        events.sortForCounting()
        guard events != before else { continue }
        try transaction.storeViewSegment(
          ViewSegment.encode(events, on: day), events: events.count, on: day)
        try transaction.markDirty(rules.days(affectedBy: day).days)
      }
    }
  }

  /// The raw events of all days, as they are stored.
  func events() throws -> [ViewEvent] {
    try store.read { transaction in
      try transaction.viewSegmentSizes().flatMap { try transaction.viewEvents(on: $0.day) }
    }
  }
}

extension ClosedRange<Day> {
  fileprivate var days: [Day] {
    (lowerBound.number...upperBound.number).map { Day(number: $0) }
  }
}

final class Counter: Sendable {
  private let number = Mutex<UInt64>(0)
  func next() -> UInt64 {
    number.withLock { value in
      value += 1
      return value
    }
  }
}

/// A moment; the tests write all of theirs in one form.
func moment(_ text: String) -> Instant {
  guard let instant = Array(text.utf8).withUnsafeBufferPointer({ Instant.parse($0) }) else {
    preconditionFailure("\(text) is no time")
  }
  return instant
}

/// A line of a view log.
struct LogLine {
  var recipe: String
  var user: String?
  var at: Instant
  var id: String?

  init(_ recipe: String, _ user: String? = nil, _ time: String, id: String? = nil) {
    self.init(recipe, user, moment(time), id: id)
  }

  init(_ recipe: String, _ user: String?, _ at: Instant, id: String? = nil) {
    self.recipe = recipe
    self.user = user
    self.at = at
    self.id = id
  }
}

extension [LogLine] {
  /// The log as JSON lines.
  var text: String {
    map { line in
      let user = line.user.map { #", "userId": "\#($0)""# } ?? ""
      let id = line.id.map { #", "id": "\#($0)""# } ?? ""
      return #"{"recipeId": "\#(line.recipe)"\#(user), "viewedAt": "\#(line.at)"\#(id)}"# + "\n"
    }.joined()
  }
}
