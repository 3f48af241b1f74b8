import GRDB
public import RecipeModel

extension ReadTransaction {
  /// The recipes deleted at a moment or before that are not purged, the longest deleted first.
  public func purgeableRecipes(
    deletedUntil moment: Instant, limit: Int
  ) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT id FROM recipe INDEXED BY ix_recipe_trash
       WHERE deleted_at IS NOT NULL AND purged_at IS NULL AND deleted_at <= ?
       ORDER BY deleted_at, id LIMIT ?
      """, [moment.milliseconds, limit]
    ) { $0.key("id") }
  }
}

extension WriteTransaction {
  /// Reduces deleted recipes to bare nodes: the row, its edge and its counts stay (R22, R25).
  ///
  /// Texts and pictures that nothing else refers to go with them. The files of the pictures are
  /// left to `ImageFiles.removeUnnamed`, after the commit.
  public func purge(_ recipes: [RecipeKey], at now: Instant) throws -> PurgeCounts {
    var counts = PurgeCounts()
    var bodies: Set<BodyKey> = []
    var images: Set<ImageKey> = []
    for recipe in recipes {
      try gather(WriteTransaction.bodiesOfRecipe, of: recipe, into: &bodies)
      try gather(
        """
        SELECT image_id FROM recipe_image WHERE recipe_id = ?1 AND image_id IS NOT NULL
        UNION SELECT image_id FROM import_update_image
          WHERE recipe_id = ?1 AND image_id IS NOT NULL
        """, of: recipe, into: &images)
      try release(recipe, &counts)
      try execute(
        """
        UPDATE recipe SET body_id = NULL, image_url = NULL, purged_at = ?, change = ?
         WHERE id = ? AND deleted_at IS NOT NULL AND purged_at IS NULL
        """, [now.milliseconds, change, recipe.value])
      counts.recipes += database.changesCount
    }
    counts.bodies = try removeUnusedBodies(bodies)
    counts.images = try removeUnusedImages(images)
    return counts
  }

  /// Removes the texts that nothing refers to any more, of those given, from table and index.
  func removeUnusedBodies(_ candidates: Set<BodyKey>) throws -> Int {
    var removed = 0
    for body in candidates.sorted() {
      let isUsed = try integer(WriteTransaction.bodyIsUsed, [body.value]) != 0
      guard !isUsed else { continue }
      try removeBody(body)
      removed += 1
    }
    return removed
  }

  /// Removes a text that nothing refers to, from its table and from the indexes of texts.
  func removeBody(_ body: BodyKey) throws {
    try removeText(of: body)
    try removeSignature(of: body)
    try execute("DELETE FROM recipe_body WHERE id = ?", [body.value])
  }

  /// Removes what belongs to a recipe and to nothing else.
  private func release(_ recipe: RecipeKey, _ counts: inout PurgeCounts) throws {
    let key = recipe.value
    // A personal copy keeps what it said before a proposal to its original was accepted.
    try execute(
      """
      UPDATE recipe_revision SET cause = 'edit', proposal_id = NULL, change = ?
       WHERE proposal_id IN (SELECT id FROM proposal WHERE recipe_id = ?) AND recipe_id <> ?
      """, [change, key, key])
    try execute("DELETE FROM recipe_revision WHERE recipe_id = ?", [key])
    counts.revisions += database.changesCount
    try removeJournalOfProposals(to: recipe)
    try execute("DELETE FROM proposal WHERE recipe_id = ?", [key])
    counts.proposals += database.changesCount
    for table in ["recipe_tag", "recipe_image", "recipe_source", "image_request", "origin_request"]
    {
      try execute("DELETE FROM \(table) WHERE recipe_id = ?", [key])
    }
    try removeJournal(of: recipe)
  }

  func removeUnusedImages(_ candidates: Set<ImageKey>) throws -> Int {
    var removed = 0
    for image in candidates.sorted() {
      try execute(
        """
        DELETE FROM image WHERE id = ?
           AND NOT EXISTS (SELECT 1 FROM recipe_image i WHERE i.image_id = image.id)
           AND NOT EXISTS (SELECT 1 FROM import_update_image i WHERE i.image_id = image.id)
        """, [image.value])
      removed += database.changesCount
    }
    return removed
  }

  private func gather<Entity>(
    _ sql: String, of recipe: RecipeKey, into keys: inout Set<RowKey<Entity>>
  ) throws {
    keys.formUnion(try rows(sql, [recipe.value]) { RowKey<Entity>($0[0]) })
  }

  private static let bodiesOfRecipe = """
    SELECT body_id FROM recipe WHERE id = ?1 AND body_id IS NOT NULL
    UNION SELECT body_id FROM recipe_revision WHERE recipe_id = ?1
    UNION SELECT body_id FROM recipe_source WHERE recipe_id = ?1
    UNION SELECT body_id FROM proposal WHERE recipe_id = ?1
    UNION SELECT base_body_id FROM proposal WHERE recipe_id = ?1
    UNION SELECT body_id FROM import_update WHERE recipe_id = ?1
    UNION SELECT source_body_id FROM import_update WHERE recipe_id = ?1
    """

  private static let bodyIsUsed = """
    SELECT EXISTS (SELECT 1 FROM recipe WHERE body_id = ?1)
      OR EXISTS (SELECT 1 FROM recipe_revision WHERE body_id = ?1)
      OR EXISTS (SELECT 1 FROM recipe_source WHERE body_id = ?1)
      OR EXISTS (SELECT 1 FROM proposal WHERE body_id = ?1)
      OR EXISTS (SELECT 1 FROM proposal WHERE base_body_id = ?1)
      OR EXISTS (SELECT 1 FROM import_update WHERE body_id = ?1)
      OR EXISTS (SELECT 1 FROM import_update WHERE source_body_id = ?1)
    """
}
