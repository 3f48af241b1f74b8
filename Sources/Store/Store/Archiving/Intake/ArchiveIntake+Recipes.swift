import ArchiveRecords
import PipelineCore
import RecipeModel

/// A staged recipe and the staged recipe that it names as its origin, by their numbers.
public struct IntakeEdge: Sendable, Equatable {
  public var recipe: Int64
  public var origin: Int64
}

extension ArchiveIntake {
  func stage(_ value: ArchivedRecipeBody, at sequence: Int64) throws(StoreFault) {
    try stage(value.body)
    try transaction.prepared("INSERT INTO temp.intake_recipe_body VALUES (?, ?)")
      .bind(sequence).bind(value.body.digest).run()
  }

  func stage(_ body: ArchivedBody) throws(StoreFault) {
    try transaction.prepared("INSERT OR IGNORE INTO temp.intake_body VALUES (?, ?, ?, ?)")
      .bind(body.digest).bind(blob: body.contentDigest).bind(body.title).bind(utf8: body.json)
      .run()
  }

  func settleBodies() throws(StoreFault) {
    try settle(
      .recipeBody, as: .unchanged,
      where: "EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = t.digest)")
    // Where something may be left out, what comes in brings the bodies that it needs.
    guard policy == .refuse else { return }
    try settle(
      .recipeBody, as: .skipped,
      where: """
        EXISTS (SELECT 1 FROM temp.intake_recipe_body e
          WHERE e.digest = t.digest AND e.seq < t.seq)
        """)
    try insertBodies(neededBy: "SELECT t.digest FROM \(ArchiveEntity.recipeBody.undecided)")
    try settle(.recipeBody, as: .inserted)
  }

  /// Bodies that came with what points at them, or that nothing that came points at.
  func settleBodiesLeft() throws(StoreFault) {
    guard policy != .refuse else { return }
    try settle(.recipeBody, as: .inserted, where: ArchiveEntity.recipeBody.isStored)
    try settle(.recipeBody, as: .skipped)
  }

  func insertBodies(neededBy query: String) throws(StoreFault) {
    try transaction.execute(
      """
      INSERT INTO recipe_body (id, digest, content_digest, title, structured)
        SELECT \(keptKey(of: "recipe_body", named: "hex(n.digest)")), n.digest, n.content_digest,
            n.title, n.structured FROM temp.intake_body n
         WHERE n.digest IN (\(query))
           AND NOT EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = n.digest)
         ORDER BY n.digest
      """)
  }

  func stage(_ value: ArchivedRecipe, at sequence: Int64) throws(StoreFault) {
    if let body = value.body { try stage(body) }
    let tags = try stageTags(value.tags, at: sequence)
    let implied = value.deletedAt.map {
      ArchivedDeletion.implied(kind: "recipe", at: $0, anchor: value.id.text)
    }
    var statement = try transaction.prepared(
      """
      INSERT INTO temp.intake_recipe
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)
      """
    ).bind(sequence).bind(value.id).bind(value.body?.digest).bind(tags).bind(value.imageURL)
      .bind(value.creatorID).bind(value.communityID).bind(value.origin?.recipeID)
      .bind(value.origin?.kind.rawValue)
    if case .share(_, let community, let user, let sharedAt) = value.origin {
      statement = statement.bind(community).bind(user).bind(sharedAt)
    } else {
      statement = statement.bindNull().bindNull().bindNull()
    }
    try statement.bind(Int64(value.isOriginWithheld ? 1 : 0)).bind(value.createdAt)
      .bind(value.updatedAt).bind(value.deletedAt).bind(value.deletionID?.text ?? implied)
      .bind(value.purgedAt).run()
  }

  func settleRecipes(findCycles: ([IntakeEdge]) -> [[Int64]]) throws {
    try settleRepeats(.recipe)
    try refuseUnknown(.recipe, "creator", in: "user", "the creator")
    try refuseUnknown(.recipe, "community", in: "community", "the community")
    try refuseUnknown(.recipe, "shared_by", in: "user", "the user who shared it")
    try refuseUnknownDeletion(.recipe)
    try refuseTakenDown()
    try refuseCycles(findCycles)
    try giveRecipeKeys()
    try overwriteRecipes()
    try leaveOutSecondShares()
    try settleExistingRecipes()
    missingOrigins = Int(
      try transaction.integer(
        """
        SELECT count(*) FROM temp.intake_recipe t JOIN temp.intake i ON i.seq = t.seq
         WHERE t.origin IS NOT NULL AND t.origin_key IS NULL
           AND (i.outcome IS NULL OR i.outcome = 'unchanged')
        """))
    try insertBodies(neededBy: "SELECT t.body FROM \(ArchiveEntity.recipe.undecided)")
    try insertRecipes()
    try insertRecipeTags()
    try settle(.recipe, as: .inserted)
  }

  /// Living recipes that say what was taken down (R23a), unless they live here beside the takedown.
  private func refuseTakenDown() throws(StoreFault) {
    guard try transaction.hasTakedowns() else { return }
    // What stays as it is does not come in.
    let isExempt = policy == .skip ? "1" : "b.deleted_at IS NULL"
    try transaction.execute(
      """
      UPDATE temp.intake SET outcome = 'quarantined', code = ?, raw = x'',
          message = 'this content was taken down on ' || found.day
        FROM (SELECT t.seq, strftime('%Y-%m-%d', min(k.taken_down_at) / 1000, 'unixepoch') AS day
            FROM \(ArchiveEntity.recipe.undecided)
            JOIN temp.intake_body n ON n.digest = t.body
            JOIN takedown k ON k.content_digest = n.content_digest AND k.lifted_at IS NULL
           WHERE t.deleted_at IS NULL
             AND (k.community_id IS NULL
               OR k.community_id = (SELECT id FROM community WHERE public_id = t.community))
             AND NOT EXISTS (SELECT 1 FROM recipe b WHERE b.public_id = t.id AND \(isExempt))
           GROUP BY t.seq) AS found
       WHERE found.seq = intake.seq
      """, [Rejection.Code.takenDown.rawValue])
  }

  private func refuseCycles(_ findCycles: ([IntakeEdge]) -> [[Int64]]) throws {
    var edges: [IntakeEdge] = []
    try transaction.eachRow(
      """
      SELECT t.seq, (SELECT o.seq FROM temp.intake_recipe o JOIN temp.intake oi ON oi.seq = o.seq
          WHERE o.id = t.origin AND oi.outcome IS NULL LIMIT 1) AS origin
        FROM \(ArchiveEntity.recipe.undecided) WHERE t.origin IS NOT NULL
      """
    ) { row in
      guard let origin: Int64 = row["origin"] else { return }
      edges.append(IntakeEdge(recipe: row["seq"], origin: origin))
    }
    for cycle in findCycles(edges) {
      // A path of thousands helps nobody; its beginning does.
      let shown = try cycle.prefix(8).map { try recipeID(at: $0) }
      let rest = cycle.count > 8 ? "… \(cycle.count - 8) more -> " : ""
      let path = (shown.map { "\($0) -> " } + [rest, shown.first ?? ""]).joined()
      for member in cycle {
        try transaction.execute(
          """
          UPDATE temp.intake SET outcome = 'quarantined', code = ?, message = ? WHERE seq = ?
          """,
          [
            Rejection.Code.lineageCycle.rawValue,
            "the recipe would be its own ancestor: \(path.escapedForTerminal)", member,
          ])
      }
    }
  }

  private func recipeID(at sequence: Int64) throws(StoreFault) -> String {
    try transaction.row("SELECT id FROM temp.intake_recipe WHERE seq = ?", [sequence]) {
      $0[0] as String
    } ?? ""
  }

  /// Gives every recipe the key that it has or will have, so that origins can be looked up.
  private func giveRecipeKeys() throws(StoreFault) {
    let last = try transaction.integer("SELECT coalesce(max(id), 0) FROM recipe")
    try transaction.execute(
      """
      UPDATE temp.intake_recipe SET key = (
        SELECT b.id FROM recipe b WHERE b.public_id = intake_recipe.id)
      """)
    if keepsKeys {
      let kept = keptKey(of: "recipe", named: "intake_recipe.id")
      try transaction.execute("UPDATE temp.intake_recipe SET key = \(kept) WHERE key IS NULL")
    }
    try transaction.execute(
      """
      UPDATE temp.intake_recipe SET key = \(last) + n.number FROM (
          SELECT t.seq, row_number() OVER (ORDER BY t.seq) AS number
            FROM \(ArchiveEntity.recipe.undecided) WHERE t.key IS NULL) AS n
       WHERE n.seq = intake_recipe.seq
      """)
    try transaction.execute(
      """
      UPDATE temp.intake_recipe SET
          origin_key = coalesce(
            (SELECT o.key FROM temp.intake_recipe o WHERE o.id = intake_recipe.origin
              AND o.key IS NOT NULL LIMIT 1),
            (SELECT b.id FROM recipe b WHERE b.public_id = intake_recipe.origin)),
          shared_from_key = (SELECT id FROM community WHERE public_id = intake_recipe.shared_from)
        WHERE origin IS NOT NULL
      """)
    // A share without the community that it came from is no share that the store can hold.
    try transaction.execute(
      """
      UPDATE temp.intake_recipe SET origin_key = NULL
       WHERE origin_kind = 'share' AND shared_from_key IS NULL
      """)
  }

  /// Leaves out living shares of recipes that their communities hold as living shares already (R16).
  ///
  /// What was made of them stands as a root of its own.
  private func leaveOutSecondShares() throws(StoreFault) {
    guard policy != .refuse else { return }
    try settle(
      .recipe, as: .skipped,
      where: """
        t.origin_kind = 'share' AND t.origin_key IS NOT NULL AND t.deleted_at IS NULL
          AND NOT \(ArchiveEntity.recipe.isStored) AND (
            EXISTS (SELECT 1 FROM recipe b JOIN community c ON c.id = b.community_id
              WHERE b.origin_id = t.origin_key AND b.origin_kind = 'share'
                AND c.public_id = t.community AND b.deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM temp.intake_recipe e
                JOIN temp.intake ei ON ei.seq = e.seq AND ei.outcome IS NULL
              WHERE e.origin_key = t.origin_key AND e.origin_kind = 'share'
                AND e.community = t.community AND e.deleted_at IS NULL AND e.seq < t.seq
                AND NOT EXISTS (SELECT 1 FROM recipe b WHERE b.public_id = e.id)))
        """)
    try transaction.execute(
      """
      UPDATE temp.intake_recipe SET origin_key = NULL WHERE origin_key IN (
        SELECT t.key FROM temp.intake_recipe t JOIN temp.intake i ON i.seq = t.seq
         WHERE i.outcome = 'skipped' AND t.origin_kind = 'share'
           AND NOT \(ArchiveEntity.recipe.isStored))
      """)
  }

  private func settleExistingRecipes() throws {
    let equal = """
      b.body_id IS (SELECT id FROM recipe_body WHERE digest = t.body)
        AND b.purged_at IS t.purged_at
        AND b.creator_id = (SELECT id FROM user WHERE public_id = t.creator)
        AND b.community_id IS (SELECT id FROM community WHERE public_id = t.community)
        AND b.image_url IS t.image_url AND b.created_at = t.created_at
        AND b.updated_at = t.updated_at AND b.deleted_at IS t.deleted_at
        AND t.deletion IS (SELECT n.id FROM temp.deletion_name n WHERE n.key = b.deletion_id)
        AND t.tags = coalesce((SELECT group_concat(folded, char(31)) FROM (
          SELECT g.folded FROM recipe_tag r JOIN tag g ON g.id = r.tag_id
           WHERE r.recipe_id = b.id ORDER BY g.folded)), '')
      """
    try findOrigins(ofRecipesEqualWhere: equal)
    try settleExisting(
      .recipe, "recipe",
      equalWhere: """
        \(equal) AND (t.is_withheld OR (b.origin_id IS t.origin_key
          AND b.origin_kind IS iif(t.origin_key IS NULL, NULL, t.origin_kind)))
        """)
  }

  /// Ties recipes whose origin was missing when they came to the origin that is there now.
  private func findOrigins(ofRecipesEqualWhere equal: String) throws {
    let found = try transaction.rows(
      """
      SELECT t.seq, t.key, t.origin_key FROM \(ArchiveEntity.recipe.undecided)
        JOIN recipe b ON b.public_id = t.id
       WHERE b.origin_id IS NULL AND t.origin_key IS NOT NULL AND \(equal)
      """
    ) { (seq: $0[0] as Int64, key: $0[1] as Int64, origin: $0[2] as Int64) }
    for edge in found {
      let isCycle = try transaction.integer(
        """
        WITH RECURSIVE ancestor (id) AS (VALUES (?) UNION
            SELECT r.origin_id FROM ancestor a JOIN recipe r ON r.id = a.id
             WHERE r.origin_id IS NOT NULL)
          SELECT count(*) FROM ancestor WHERE id = ?
        """, [edge.origin, edge.key])
      guard isCycle == 0 else {
        try refuse(
          .recipe, .lineageCycle, "the recipe would be its own ancestor",
          where: "t.seq = \(edge.seq)")
        continue
      }
      try transaction.execute(
        """
        UPDATE recipe SET origin_id = t.origin_key, origin_kind = t.origin_kind,
            shared_from_community_id = t.shared_from_key,
            shared_by_id = (SELECT id FROM user WHERE public_id = t.shared_by),
            shared_at = t.shared_at, change = \(transaction.change)
          FROM temp.intake_recipe t WHERE t.seq = ? AND recipe.id = t.key
        """, [edge.seq])
      try settle(.recipe, as: .updated, where: "t.seq = \(edge.seq)")
    }
  }

  /// Inserts all recipes as roots first, because origins come after them as often as before.
  private func insertRecipes() throws(StoreFault) {
    try transaction.execute(
      """
      INSERT INTO recipe (id, public_id, body_id, creator_id, community_id, image_url, created_at,
          updated_at, deleted_at, deletion_id, purged_at, change)
        SELECT t.key, t.id, b.id, u.id, (SELECT id FROM community WHERE public_id = t.community),
            t.image_url, t.created_at, t.updated_at, t.deleted_at,
            (SELECT n.key FROM temp.deletion_name n WHERE n.id = t.deletion), t.purged_at,
            \(transaction.change)
          FROM \(ArchiveEntity.recipe.undecided)
          LEFT JOIN recipe_body b ON b.digest = t.body JOIN user u ON u.public_id = t.creator
         ORDER BY t.key
      """)
    try transaction.execute(
      """
      UPDATE recipe SET origin_id = t.origin_key, origin_kind = t.origin_kind,
          shared_from_community_id = t.shared_from_key,
          shared_by_id = (SELECT id FROM user WHERE public_id = t.shared_by),
          shared_at = t.shared_at
        FROM \(ArchiveEntity.recipe.undecided)
       WHERE t.origin_key IS NOT NULL AND recipe.id = t.key
      """)
  }
}
