import Archives
import Foundation
import PipelineCore
import RecipeModel
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

  func add(community id: String, members: [String] = []) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.prepared(
        """
        INSERT INTO community (public_id, slug, name, created_at, updated_at, change)
          VALUES (?, ?, ?, ?, 0, ?)
        """
      ).bind(id).bind(id).bind("The \(id)").bind(moment("2026-10-01T00:00:00Z").milliseconds)
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

  /// Adds a recipe by the user `ann`; without a community it lies in her catalogue.
  func add(
    recipe id: String, in community: String?, from origin: String? = nil,
    as kind: OriginKind? = nil,
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
            (SELECT id FROM user WHERE public_id = 'ann'),
            (SELECT id FROM community WHERE public_id = ?),
            (SELECT id FROM recipe WHERE public_id = ?), ?,
            (SELECT community_id FROM recipe WHERE public_id = ?),
            (SELECT id FROM user WHERE public_id = ?), ?, ?, ?, ?)
        """
      ).bind(id).bind(community).bind(origin).bind(kind?.rawValue)
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
  func rollUp(rebuild: Bool = false, heldEvents: Int = 1000) throws -> RollupOutcome {
    try Rollup(store: store, surroundings: surroundings, heldEvents: heldEvents)
      .run(rebuild: rebuild)
  }

  func reconcile(heldEvents: Int = 1000) throws -> Reconciliation {
    try Rollup(store: store, surroundings: surroundings, heldEvents: heldEvents).reconcile()
  }

  // MARK: - Looking

  /// Every row of every rollup, in one order.
  func dump() throws -> [String] {
    try store.read { transaction in
      var lines: [String] = []
      for table in RollupTable.all {
        for period in try transaction.rollupPeriods(table) {
          try transaction.eachRollup(table, in: period) { row in
            let counts = row.counts
            lines.append(
              "\(table.name) \(row.subject) \(row.period) \(counts.views) \(counts.viewers) "
                + "\(counts.anonymous) \(counts.shares) \(counts.forks)")
          }
        }
      }
      return lines.sorted()
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

  /// What a rollup says of a recipe, a root or a community by its public id.
  func counts(_ subject: RollupSubject, _ id: String, on day: String) throws -> RollupCounts? {
    try counts(RollupTable(subject, by: .day), id, moment("\(day)T00:00:00Z").day.number)
  }

  func counts(_ subject: RollupSubject, _ id: String, in month: Month) throws -> RollupCounts? {
    try counts(RollupTable(subject, by: .month), id, month.number)
  }

  private func counts(
    _ table: RollupTable, _ id: String, _ period: Int32
  ) throws -> RollupCounts? {
    try store.read { transaction in
      let key =
        table.subject == .community
        ? try transaction.communityProfile(CommunityID(id))?.key.value
        : try transaction.statisticsRecipe(RecipeID(id))?.value
      return try transaction.rollup(table, of: try #require(key), during: period...period)
        .first?.counts
    }
  }
}

private final class Counter: Sendable {
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
