import Foundation
import GRDB
import Indexes
import RecipeModel

@testable import Store

/// The base tables of a store as texts, keys written as public ids, so that two can be compared.
enum StoreDump {
  /// Not compared: derived tables, which their stages rebuild, and the bookkeeping of runs.
  static let tablesAside: Set<String> = [
    "schedule_known", "scheduled_job",
    "import_request", "run_change", "run_recipe_change", "import_update", "import_update_tag",
    "import_update_image", "import_proposal", "run_undo",
    "run", "pipeline_run", "run_stage", "run_input", "known_input", "run_checkpoint", "run_account",
    "run_warning",
    "image_request", "origin_request",
    "index_state",
    "body_signature", "near_duplicate", "lineage", "tag_count",
    "rollup_dirty", "rollup_state", "rollup_calendar", "rollup_day",
    "rollup_trend", "target_point",
    "erasure", "feed_mark", "takedown", "removal", "restored_id",
  ]

  /// Tables that others are compared through.
  static let queries: [String: String] = [
    "installation":
      """
    SELECT public_id, created_at, retention_days, view_window_minutes, time_zone FROM installation
    """,
    "user": """
    SELECT public_id, email, email_folded, username, username_folded, tracks_views,
      tracking_changed_at, notifications, created_at, updated_at, deleted_at, erased_at FROM user
    """,
    "deletion": """
    SELECT kind, (SELECT public_id FROM user WHERE id = actor_id), deleted_at,
      (SELECT group_concat(public_id) FROM (SELECT public_id FROM recipe
        WHERE deletion_id = deletion.id ORDER BY 1)),
      (SELECT group_concat(public_id) FROM (SELECT public_id FROM community
        WHERE deletion_id = deletion.id ORDER BY 1)) FROM deletion
    """,
    "community": """
    SELECT public_id, slug, name, description, visibility, time_zone, created_at, updated_at,
      deleted_at, deletion_id IS NULL, purged_at FROM community
    """,
    "target": """
    SELECT t.public_id, (SELECT public_id FROM community WHERE id = community_id), measure,
      frequency, value, since_day, until_day, t.created_at, ended_at FROM target t
    """,
    "membership": """
    SELECT m.public_id, u.public_id, c.public_id, role, joined_at,
      (SELECT public_id FROM user WHERE id = invited_by_id), m.deleted_at, m.deletion_id IS NULL
      FROM membership m JOIN user u ON u.id = user_id JOIN community c ON c.id = community_id
    """,
    "recipe_body": "SELECT hex(digest), hex(content_digest), title, structured FROM recipe_body",
    "recipe": """
    SELECT public_id, (SELECT hex(digest) FROM recipe_body b WHERE b.id = body_id),
      (SELECT public_id FROM user WHERE id = creator_id),
      (SELECT public_id FROM community WHERE id = community_id),
      (SELECT public_id FROM recipe o WHERE o.id = r.origin_id), origin_kind,
      (SELECT public_id FROM community WHERE id = shared_from_community_id),
      (SELECT public_id FROM user WHERE id = shared_by_id), shared_at, image_url, created_at,
      updated_at, deleted_at, deletion_id IS NULL, purged_at FROM recipe r
    """,
    "recipe_source": """
    SELECT r.public_id, source_name, identity_kind, identity, identity_ordinal,
      hex(record_digest), format, reader_version,
      (SELECT hex(digest) FROM recipe_body b WHERE b.id = s.body_id), archive, member, extras
      FROM recipe_source s JOIN recipe r ON r.id = s.recipe_id
    """,
    "tag": "SELECT public_id, name, folded FROM tag",
    "recipe_tag": """
    SELECT r.public_id, t.public_id FROM recipe_tag JOIN recipe r ON r.id = recipe_id
      JOIN tag t ON t.id = tag_id
    """,
    "image": "SELECT hex(digest), media_type, width, height, byte_size FROM image",
    "recipe_image": """
    SELECT i.public_id, r.public_id, position, (SELECT hex(digest) FROM image WHERE id = image_id),
      url, uploaded_at, i.deleted_at FROM recipe_image i JOIN recipe r ON r.id = recipe_id
    """,
    "proposal": """
    SELECT p.public_id, (SELECT public_id FROM recipe WHERE id = recipe_id),
      (SELECT public_id FROM user WHERE id = proposer_id),
      (SELECT hex(digest) FROM recipe_body b WHERE b.id = p.body_id),
      (SELECT hex(digest) FROM recipe_body b WHERE b.id = base_body_id), status, created_at,
      decided_at, (SELECT public_id FROM user WHERE id = decided_by_id),
      (SELECT public_id FROM recipe WHERE id = variant_recipe_id), hex(record_digest), deleted_at,
      deletion_id IS NULL FROM proposal p
    """,
    "recipe_revision": """
    SELECT v.public_id, (SELECT public_id FROM recipe WHERE id = recipe_id),
      (SELECT hex(digest) FROM recipe_body b WHERE b.id = v.body_id), cause,
      (SELECT public_id FROM proposal WHERE id = proposal_id), replaced_at FROM recipe_revision v
    """,
    "activity": """
    SELECT public_id, kind, (SELECT public_id FROM user WHERE id = user_id),
      (SELECT public_id FROM community WHERE id = community_id),
      (SELECT public_id FROM recipe WHERE id = recipe_id), created_at FROM activity
    """,
    "audit_log": """
    SELECT public_id, action, (SELECT public_id FROM user WHERE id = actor_id), entity_type,
      entity_id, (SELECT public_id FROM community WHERE id = community_id), metadata, created_at
      FROM audit_log
    """,
    "quarantine": """
    SELECT hex(fingerprint), state, archive, member, line, byte_offset, pointer, code, message,
      hex(raw), created_at FROM quarantine
    """,
    "view_segment": "SELECT day, events FROM view_segment",
  ]

  /// A dump without what the audit log says of parts that came back.
  static func withoutRestores(_ dump: [String: [String]]) -> [String: [String]] {
    var rest = dump
    rest["audit_log"]?.removeAll { $0.contains(#"|"run.restore"|"#) }
    return rest
  }

  static func dump(_ store: RecipeStore) throws -> [String: [String]] {
    try store.read { (transaction) throws in
      var tables = try queries.mapValues { sql in
        try GRDB.Row.fetchAll(transaction.database, sql: sql).map { row in
          row.map { "\($0.1)" }.joined(separator: "|")
        }.sorted()
      }
      tables["views"] = try views(transaction)
      return tables
    }
  }

  /// Every view by public ids.
  private static func views(_ transaction: ReadTransaction) throws -> [String] {
    var views: [String] = []
    try transaction.eachViewDay { day, payload in
      for event in try ViewSegment.decode(payload, on: day) {
        let recipe = try transaction.row(
          "SELECT public_id FROM recipe WHERE id = ?", [event.recipe]
        ) { $0[0] as String }
        let user = try transaction.row("SELECT public_id FROM user WHERE id = ?", [event.viewer]) {
          $0[0] as String
        }
        views.append("\(recipe ?? "?")|\(user ?? "-")|\(event.at)|\(event.agent)")
      }
    }
    return views.sorted()
  }
}

extension RecipeStore {
  /// Stores views of the recipes by the users, as the views stage would.
  func addViews(_ count: Int, by generator: inout VillageGenerator) throws {
    let (users, recipes) = generator.viewable
    guard !recipes.isEmpty else { return }
    var days: [Day: [ViewEvent]] = [:]
    for _ in 0..<count {
      let at = Instant(
        milliseconds: VillageGenerator.start + Int64(generator.number(40)) * 86_400_000
          + Int64(generator.number(3)))
      let viewer = generator.number(3) == 0 ? nil : users[generator.number(users.count)]
      days[at.day, default: []].append(
        ViewEvent(
          recipe: recipes[generator.number(recipes.count)], viewer: viewer, at: at,
          agent: AgentClass.allCases[max(0, generator.number(9) - 4)]))
    }
    try write { (transaction) throws in
      for (day, events) in days {
        var sorted = events
        sorted.sortForCounting()
        try transaction.execute(
          "INSERT INTO view_segment (day, events, payload, change) VALUES (?, ?, ?, ?)",
          [
            Int64(day.number), events.count, ViewSegment.encode(sorted, on: day),
            transaction.change,
          ])
      }
    }
  }
}
