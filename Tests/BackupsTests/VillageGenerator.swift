import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit

@testable import Store

/// Fills a store with rows that follow from a seed: everything that the schema can hold.
struct VillageGenerator {
  var random: SeededGenerator
  private var users: [Int64] = []
  private var communities: [Int64] = []
  private var recipes: [(key: Int64, community: Int64?)] = []
  private var bodies: [Int64] = []
  private var tags: [Int64] = []
  private var count = 0

  static let start: Int64 = 1_790_000_000_000

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
  }

  static func surroundings(seed: Int) -> Surroundings {
    Surroundings(
      now: { Instant(milliseconds: start) },
      randomBytes: { (0..<10).map { UInt8(truncatingIfNeeded: seed &+ $0) } })
  }

  /// A new store that holds one run and nothing else.
  static func emptyStore(at path: String, seed: Int = 0) throws -> (RecipeStore, RunKey) {
    let store = try RecipeStore.create(at: path, surroundings: surroundings(seed: seed))
    let run = try store.write { transaction in
      try transaction.insert(
        """
        INSERT INTO run (public_id, kind, fingerprint, label, state, reference_at, started_at)
          VALUES ('run', 'restore', x'00', 'test', 'running', 0, 0)
        """, [])
    }
    return (store, RunKey(run))
  }

  mutating func fill(_ store: RecipeStore, run: RunKey) throws {
    var generator = self
    try store.write { (transaction) throws in
      try transaction.execute(
        "UPDATE installation SET retention_days = ?, view_window_minutes = ?, time_zone = ?",
        [
          generator.number(60), generator.number(120),
          ["UTC", "Asia/Kathmandu"][generator.number(2)],
        ])
      for _ in 0..<(1 + generator.number(6)) { try generator.addUser(transaction) }
      for _ in 0..<generator.number(4) { try generator.addCommunity(transaction) }
      for _ in 0..<generator.number(6) { try generator.addTargets(transaction) }
      for _ in 0..<generator.number(6) { try generator.addTag(transaction) }
      for _ in 0..<(1 + generator.number(5)) { try generator.addBody(transaction) }
      for _ in 0..<generator.number(20) {
        try generator.addRecipe(transaction, run: run, images: store.images)
      }
      for _ in 0..<generator.number(6) { try generator.addProposal(transaction) }
      for _ in 0..<generator.number(8) { try generator.addRevision(transaction) }
      for _ in 0..<generator.number(8) { try generator.addLogs(transaction, run: run) }
      if generator.chance(40) { try generator.purge(transaction) }
    }
    self = generator
  }

  /// Users and recipes to make views of.
  var viewable: (users: [Int64], recipes: [Int64]) { (users, recipes.map(\.key)) }

  // MARK: - Values

  mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &random) }

  private mutating func chance(_ percent: Int) -> Bool { number(100) < percent }

  private mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values[number(values.count)]
  }

  private mutating func time() -> Int64 {
    VillageGenerator.start + Int64(number(90 * 86_400_000))
  }

  private mutating func id(_ kind: String) -> String {
    count += 1
    return chance(10)
      ? "'; DROP TABLE \(kind); -- %_\\ \(count)" : "\(kind)-\(number(100_000))-\(count)"
  }

  private mutating func text() -> String {
    let words = [
      "rye", "Brot", "crème brûlée", "味噌", "\"quoted\"", "back\\slash", "tab\tbed", "👩‍🍳",
      "line\nfeed", "<b>bold</b>", "e\u{301}", "\u{2028}", "½ cup", "=1+1",
    ]
    return (0...number(3)).compactMap { _ in pick(words) }.joined(separator: " ")
  }

  private mutating func digest() -> [UInt8] {
    (0..<32).map { _ in UInt8(number(256)) }
  }

  // MARK: - Rows

  private mutating func addUser(_ transaction: WriteTransaction) throws {
    let name = "Üser \(count)"
    let created = time()
    let key = try transaction.insert(
      """
      INSERT INTO user (public_id, email, email_folded, username, username_folded, tracks_views,
          tracking_changed_at, notifications, created_at, updated_at, deleted_at, change)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("user"), "U\(count)@example.org", "u\(count)@example.org", name,
        FoldedName(name).text, number(2), chance(50) ? created + 1 : nil,
        pick(["all", "own", "none"]), created,
        created + Int64(number(1000)), chance(15) ? created + 5 : nil, transaction.change,
      ])
    users.append(key)
    // Every other one of the deleted ones was erased.
    try transaction.execute(
      """
      UPDATE user SET email = '', email_folded = '', erased_at = deleted_at + 1
       WHERE id = ? AND deleted_at % 2 = 0
      """, [key])
  }

  private mutating func addDeletion(
    _ transaction: WriteTransaction, kind: String, at time: Int64
  ) throws -> Int64 {
    try transaction.insert(
      "INSERT INTO deletion (kind, actor_id, deleted_at, change) VALUES (?, ?, ?, ?)",
      [kind, chance(50) ? pick(users) : nil, time, transaction.change])
  }

  private mutating func addCommunity(_ transaction: WriteTransaction) throws {
    let created = time()
    let isDeleted = chance(25)
    let deletion =
      isDeleted
      ? try addDeletion(
        transaction, kind: chance(50) ? "community" : "last_member_left", at: created + 10) : nil
    let key = try transaction.insert(
      """
      INSERT INTO community (public_id, slug, name, description, time_zone, created_at, updated_at,
          deleted_at, deletion_id, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("community"), "slug-\(count)", "Circle \(count)", text(),
        pick(["UTC", "Europe/Berlin"]), created, created + 1, isDeleted ? created + 10 : nil,
        deletion, transaction.change,
      ])
    let living = try transaction.rows(
      "SELECT id FROM user WHERE deleted_at IS NULL ORDER BY id"
    ) { $0[0] as Int64 }
    // A living community has a living admin (R2).
    guard isDeleted || !living.isEmpty else {
      return try transaction.execute("DELETE FROM community WHERE id = ?", [key])
    }
    communities.append(key)
    for (index, user) in (living.isEmpty ? users : living).enumerated()
    where index == 0 || chance(60) {
      let left = index > 0 && chance(20)
      try transaction.execute(
        """
        INSERT INTO membership (public_id, user_id, community_id, role, joined_at, invited_by_id,
            deleted_at, deletion_id, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          id("membership"), user, key, index == 0 || chance(30) ? "admin" : "member", created,
          chance(50) ? pick(users) : nil, isDeleted || left ? created + 10 : nil,
          isDeleted && !left ? deletion : nil, transaction.change,
        ])
    }
  }

  /// The targets of a community for one measure and frequency, one after the other.
  private mutating func addTargets(_ transaction: WriteTransaction) throws {
    guard let community = pick(communities), let measure = pick(TargetMeasure.allCases),
      let frequency = pick(TargetFrequency.allCases),
      try transaction.lastTarget(of: CommunityKey(community), measure, frequency) == nil
    else { return }
    let start = Instant(milliseconds: VillageGenerator.start).day
    var since = frequency.grain.period(of: start.advanced(by: -number(300))).firstDay
    var createdAt = Instant(milliseconds: time())
    for _ in 0...number(3) {
      let id = TargetID(self.id("target"))
      try transaction.insert(
        NewTarget(
          id: id, community: CommunityKey(community), measure: measure, frequency: frequency,
          value: 1 + number(1000), since: since, createdAt: createdAt))
      guard chance(70),
        let target = try transaction.lastTarget(of: CommunityKey(community), measure, frequency)
      else { return }
      since = frequency.grain.period(of: since.advanced(by: number(100))).firstDay
      createdAt = createdAt.advanced(byMilliseconds: 10)
      try transaction.end(target.key, on: since, at: createdAt)
    }
  }

  private mutating func addTag(_ transaction: WriteTransaction) throws {
    let name = "Täg \(count)"
    tags.append(
      try transaction.insert(
        "INSERT INTO tag (public_id, name, folded, change) VALUES (?, ?, ?, ?)",
        [id("tag"), name, FoldedName(name).text, transaction.change]))
  }

  private mutating func addBody(_ transaction: WriteTransaction) throws {
    var coder = BodyCoder()
    let body = coder.code(
      RecipeBody(
        title: "\(text()) \(count)", summary: chance(50) ? text() : nil,
        ingredients: [
          IngredientGroup(ingredients: [
            Ingredient(
              text: text(), quantity: Quantity(1.5, upTo: chance(50) ? 2 : nil), unit: "cup",
              item: nil, note: nil, isOptional: chance(50))
          ])
        ], steps: [StepGroup(name: chance(50) ? text() : nil, steps: [text(), text()])]))
    count += 1
    bodies.append(
      try transaction.insert(
        """
        INSERT INTO recipe_body (digest, content_digest, title, structured) VALUES (?, ?, ?, ?)
        """,
        [
          body.digest.bytes, body.contentDigest, body.title,
          String(decoding: body.json, as: UTF8.self),
        ]))
  }

  private mutating func addRecipe(
    _ transaction: WriteTransaction, run: RunKey, images: ImageFiles
  ) throws {
    let place = chance(70) ? pick(communities) : nil
    let created = time()
    var origin = chance(60) ? pick(recipes) : nil
    var kind = place == nil ? "personal_copy" : "variant"
    if let from = origin?.community, place != nil, from != place { kind = "share" }
    if kind == "variant", origin?.community == nil { origin = nil }
    let isShare = origin != nil && kind == "share"
    let deletion =
      chance(15) ? try addDeletion(transaction, kind: "recipe", at: created + 9) : nil
    let key = try transaction.insert(
      """
      INSERT INTO recipe (public_id, body_id, creator_id, community_id, origin_id, origin_kind,
          shared_from_community_id, shared_by_id, shared_at, image_url, created_at, updated_at,
          deleted_at, deletion_id, change)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("recipe"), pick(bodies), pick(users), place, origin?.key, origin == nil ? nil : kind,
        isShare ? origin?.community : nil, isShare ? pick(users) : nil, isShare ? created : nil,
        chance(30) ? text() : nil, created, created + 1, deletion == nil ? nil : created + 9,
        deletion, transaction.change,
      ])
    recipes.append((key, place))
    for tag in tags where chance(30) {
      try transaction.execute("INSERT INTO recipe_tag VALUES (?, ?)", [key, tag])
    }
    if chance(40) { try addSource(transaction, of: key, run: run) }
    if chance(40) { try addImage(transaction, of: key, images: images) }
  }

  private mutating func addSource(
    _ transaction: WriteTransaction, of recipe: Int64, run: RunKey
  ) throws {
    try transaction.execute(
      "INSERT INTO recipe_source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        recipe, run.value, text(), pick(["external_id", "url", "title"]), text(), 1 + number(3),
        digest(), "schema-org", 1, pick(bodies), "/home/x/\(text()).zip", chance(50) ? text() : "",
        chance(50) ? "{\"a\":[1,2.5,null,\"x\"]}" : nil, transaction.change,
      ])
  }

  private mutating func addImage(
    _ transaction: WriteTransaction, of recipe: Int64, images: ImageFiles
  ) throws {
    var image: Int64?
    if chance(60) {
      let bytes = [UInt8]("image \(number(4))".utf8)
      let digest = Digest.sha256(bytes)
      try images.store(bytes, digest: digest)
      try transaction.execute(
        """
        INSERT OR IGNORE INTO image (digest, media_type, width, height, byte_size)
          VALUES (?, 'image/png', 4, NULL, ?)
        """, [digest.bytes, bytes.count])
      image = try transaction.row("SELECT id FROM image WHERE digest = ?", [digest.bytes]) {
        $0[0] as Int64
      }
    }
    try transaction.execute(
      """
      INSERT INTO recipe_image (public_id, recipe_id, position, image_id, url, uploaded_at,
          deleted_at, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("image"), recipe, number(3), image, image == nil ? "https://example.org/\(text())" : nil,
        time(), chance(20) ? time() : nil, transaction.change,
      ])
  }

  private mutating func addProposal(_ transaction: WriteTransaction) throws {
    guard let recipe = pick(recipes.filter { $0.community != nil }) else { return }
    var status = pick(["pending", "accepted", "rejected"]) ?? "pending"
    // None waits for the decision of somebody who is not there (R14).
    let canDecide = try transaction.integer(
      """
      SELECT EXISTS (SELECT 1 FROM recipe r JOIN community c ON c.id = r.community_id
          JOIN membership m ON m.community_id = c.id AND m.user_id = r.creator_id
        WHERE r.id = ? AND (m.deleted_at IS NULL OR c.deleted_at IS NOT NULL))
      """, [recipe.key])
    if canDecide == 0, status == "pending" { status = "accepted" }
    let decided = status == "pending" ? nil : time()
    let variants = recipes.filter { $0.community == recipe.community }
    try transaction.execute(
      """
      INSERT INTO proposal (public_id, recipe_id, proposer_id, body_id, base_body_id, status,
          created_at, decided_at, decided_by_id, variant_recipe_id, record_digest, deleted_at,
          deletion_id, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
      """,
      [
        id("proposal"), recipe.key, pick(users), pick(bodies), pick(bodies), status, time(),
        decided, decided == nil || chance(30) ? nil : pick(users),
        status == "rejected" ? pick(variants)?.key : nil, chance(50) ? digest() : nil,
        chance(20) ? time() : nil, transaction.change,
      ])
  }

  private mutating func addRevision(_ transaction: WriteTransaction) throws {
    guard let recipe = pick(recipes) else { return }
    let proposals = try transaction.rows(
      "SELECT id FROM proposal WHERE recipe_id = ? ORDER BY id", [recipe.key]
    ) { $0[0] as Int64 }
    let proposal = chance(50) ? pick(proposals) : nil
    try transaction.execute(
      """
      INSERT INTO recipe_revision (public_id, recipe_id, body_id, cause, proposal_id, replaced_at,
          change) VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("revision"), recipe.key, pick(bodies),
        proposal == nil ? pick(["edit", "import", "restore"]) : "proposal", proposal, time(),
        transaction.change,
      ])
  }

  /// Reduces some of what is deleted to bare rows.
  private mutating func purge(_ transaction: WriteTransaction) throws {
    let end = Instant(milliseconds: VillageGenerator.start + Int64(number(120 * 86_400_000)))
    let recipes = try transaction.purgeableRecipes(deletedUntil: end, limit: 100)
    _ = try transaction.purge(recipes, at: end)
    while let community = try transaction.purgeableCommunity(deletedUntil: end) {
      _ = try transaction.purge(community, limit: 3, at: end)
    }
    bodies = try transaction.rows("SELECT id FROM recipe_body ORDER BY id") { $0[0] }
  }

  private mutating func addLogs(_ transaction: WriteTransaction, run: RunKey) throws {
    let kinds = ActivityKind.allCases.map(\.rawValue)
    try transaction.execute(
      """
      INSERT INTO activity (public_id, kind, user_id, community_id, recipe_id, created_at, change)
        VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("activity"), pick(kinds), pick(users), chance(70) ? pick(communities) : nil,
        chance(50) ? pick(recipes)?.key : nil, time(), transaction.change,
      ])
    try transaction.execute(
      """
      INSERT INTO audit_log (public_id, action, actor_id, entity_type, entity_id, community_id,
          metadata, created_at, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id("audit"), text(), chance(50) ? pick(users) : nil, pick(["user", "recipe", "run"]),
        text(), chance(50) ? pick(communities) : nil, chance(50) ? "{}" : "{\"n\":1,\"s\":\"é\"}",
        time(), transaction.change,
      ])
    try transaction.execute(
      """
      INSERT INTO quarantine (fingerprint, run_id, first_run_id, state, archive, member, line,
          byte_offset, pointer, code, message, raw, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        digest(), run.value, run.value, pick(["pending", "replayed", "discarded"]), text(), "",
        number(9), nil,
        chance(50) ? "/a" : nil, "json.malformed", "broken", chance(30) ? [] : digest(), time(),
      ])
  }
}
