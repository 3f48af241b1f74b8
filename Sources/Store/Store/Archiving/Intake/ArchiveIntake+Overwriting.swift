import ArchiveRecords
import RecipeCoding
import RecipeModel

// Overwriting is about recipes, with their tags, pictures and sources: what they say now becomes a
// revision. Who is in a community and what it is called, people, decided proposals, and what the feed
// and the audit log tell stay as they are: access that ended is not given back (R5), nobody is demoted
// (R4), nothing is decided twice (R13).

extension ArchiveIntake {
  /// The records of recipes that replace what is there.
  static let overwriting =
    "temp.intake_recipe t JOIN temp.intake i ON i.seq = t.seq AND i.outcome = 'updated'"

  /// A condition that a recipe `b` here, in the community `c`, is where the staged one `t` is.
  static let isInLivingPlace = "c.public_id IS t.community AND c.deleted_at IS NULL"

  /// A condition that what a staged recipe says may be said again here: its recipe `b`, deleted by
  /// `d`, was not taken down, and did not go with a user who was erased.
  static let mayReturn = """
    coalesce(d.kind NOT IN ('takedown', 'erasure'), 1)
      AND NOT (b.deleted_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM user u WHERE u.id = b.creator_id AND u.erased_at IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM takedown k
        JOIN temp.intake_body n ON n.content_digest = k.content_digest
       WHERE n.digest = t.body AND k.lifted_at IS NULL
         AND (k.community_id IS NULL OR k.community_id = b.community_id))
    """

  /// A condition that a recipe lives and says what the staged one says.
  static let saysTheSame = """
    b.body_id IS (SELECT id FROM recipe_body WHERE digest = t.body)
      AND b.deleted_at IS NULL AND b.image_url IS t.image_url
      AND t.tags = coalesce((SELECT group_concat(folded, char(31)) FROM (
        SELECT g.folded FROM recipe_tag r JOIN tag g ON g.id = r.tag_id
         WHERE r.recipe_id = b.id ORDER BY g.folded)), '')
    """

  /// Finds the recipes that are there, in a place that lives, and say something else.
  ///
  /// Those deleted or purged since come back, unless they were taken down or went with a user who
  /// was erased. Nothing is deleted because the snapshot has it deleted.
  func markOverwritten() throws(StoreFault) {
    guard policy == .overwrite else { return }
    try settle(
      .recipe, as: .updated,
      where: """
        t.deleted_at IS NULL AND t.body IS NOT NULL AND EXISTS (
          SELECT 1 FROM recipe b LEFT JOIN community c ON c.id = b.community_id
            LEFT JOIN deletion d ON d.id = b.deletion_id
           WHERE b.public_id = t.id AND \(Self.isInLivingPlace) AND \(Self.mayReturn)
             AND NOT (\(Self.saysTheSame) AND b.updated_at = t.updated_at)
             AND NOT (b.deleted_at IS NOT NULL AND b.origin_kind IS 'share' AND EXISTS (
               SELECT 1 FROM recipe o WHERE o.origin_id = b.origin_id AND o.origin_kind = 'share'
                 AND o.community_id = b.community_id AND o.deleted_at IS NULL)))
        """)
  }

  /// Replaces what the marked recipes say.
  func overwriteRecipes() throws {
    guard policy == .overwrite else { return }
    try insertBodies(neededBy: "SELECT t.body FROM \(Self.overwriting)")
    try keepWhatWasSaid()
    try transaction.execute(
      "DELETE FROM recipe_tag WHERE recipe_id IN (SELECT t.key FROM \(Self.overwriting))")
    try transaction.execute(
      """
      INSERT INTO recipe_tag (recipe_id, tag_id)
        SELECT t.key, b.id FROM \(Self.overwriting)
          JOIN temp.intake_recipe_tag g ON g.seq = t.seq JOIN tag b ON b.folded = g.folded
      """)
    // A deleted recipe's proposals come back with it (R20).
    try transaction.execute(
      """
      UPDATE proposal SET deleted_at = NULL, deletion_id = NULL, change = \(transaction.change)
       WHERE id IN (SELECT p.id FROM \(Self.overwriting) JOIN recipe r ON r.id = t.key
         JOIN proposal p ON p.recipe_id = r.id AND p.deletion_id = r.deletion_id)
      """)
    try transaction.execute(
      """
      UPDATE recipe SET body_id = (SELECT id FROM recipe_body WHERE digest = t.body),
          image_url = t.image_url, updated_at = t.updated_at, deleted_at = NULL,
          deletion_id = NULL, purged_at = NULL, change = \(transaction.change)
        FROM \(Self.overwriting) WHERE recipe.id = t.key
      """)
  }

  private func keepWhatWasSaid() throws {
    let insert = try transaction.prepared(
      """
      INSERT INTO recipe_revision (public_id, recipe_id, body_id, cause, replaced_at, change)
        VALUES (?, ?, ?, 'restore', (SELECT reference_at FROM run WHERE id = ?), ?)
      """)
    try transaction.eachRow(
      """
      SELECT r.id, r.public_id, r.body_id FROM \(Self.overwriting) JOIN recipe r ON r.id = t.key
        JOIN recipe_body b ON b.id = r.body_id AND b.digest <> t.body ORDER BY r.id
      """
    ) { row in
      let id = NameBasedID.make(["overwritten", row["public_id"], String(transaction.change)])
      try insert.bind(id).bind(row["id"] as Int64).bind(row["body_id"] as Int64).bind(run.value)
        .bind(transaction.change).run()
    }
  }

  /// Replaces the pictures of recipes that are as the snapshot says.
  func overwriteImages(unlessEqualWhere equal: String) throws {
    guard policy == .overwrite else { return }
    let differing = """
      SELECT t.seq FROM \(ArchiveEntity.recipeImage.undecided)
        JOIN recipe_image b ON b.public_id = t.id JOIN recipe r ON r.id = b.recipe_id
        JOIN temp.intake_recipe p ON p.id = r.public_id AND p.id = t.recipe
        JOIN temp.intake pi ON pi.seq = p.seq AND pi.outcome IN ('updated', 'unchanged')
       WHERE r.deleted_at IS NULL AND NOT (\(equal)) AND (t.digest IS NULL
           OR EXISTS (SELECT 1 FROM image m WHERE m.digest = t.digest)
           OR EXISTS (SELECT 1 FROM temp.intake_image_file f WHERE f.digest = t.digest))
      """
    try transaction.execute(
      "UPDATE temp.intake SET outcome = 'updated' WHERE seq IN (\(differing))")
    let overwriting = """
      temp.intake_recipe_image t JOIN temp.intake i ON i.seq = t.seq AND i.outcome = 'updated'
      """
    try transaction.execute(
      """
      INSERT OR IGNORE INTO image (digest, media_type, width, height, byte_size)
        SELECT t.digest, t.media_type, t.width, t.height, t.byte_size
          FROM \(overwriting) WHERE t.digest IS NOT NULL ORDER BY t.seq
      """)
    try putAside(replacedBy: overwriting)
    try deletePicturesAddedSince()
    try transaction.execute(
      """
      UPDATE recipe_image SET position = t.position, url = t.url, uploaded_at = t.uploaded_at,
          image_id = (SELECT id FROM image WHERE digest = t.digest), deleted_at = t.deleted_at,
          change = \(transaction.change)
        FROM \(overwriting) WHERE recipe_image.public_id = t.id
      """)
  }
}
