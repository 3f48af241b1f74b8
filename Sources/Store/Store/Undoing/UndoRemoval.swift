import GRDB
import RecipeCoding
import RecipeModel

/// What nothing may refer to any more once recipes are gone.
struct Leftovers {
  var bodies: Set<BodyKey> = []
  var images: Set<ImageKey> = []
  var tags: Set<TagKey> = []
}

extension WriteTransaction {
  /// Removes a recipe as if it had never been; gives how many bare nodes it leaves, which is one
  /// when it was viewed.
  ///
  /// The node has another id, so that the same record can become a recipe again.
  func remove(
    _ recipe: RecipeKey, of work: UndoneImport, isViewed: Bool, _ leftovers: inout Leftovers
  ) throws -> Int {
    try gatherLeftovers(of: recipe, &leftovers)
    try forgetPlace(of: recipe)
    try execute("DELETE FROM activity WHERE recipe_id = ?", [recipe.value])
    for table in [
      "recipe_tag", "recipe_image", "recipe_source", "image_request", "origin_request",
    ] {
      try execute("DELETE FROM \(table) WHERE recipe_id = ?", [recipe.value])
    }
    try removeJournal(of: recipe)
    guard isViewed else {
      try execute("DELETE FROM recipe WHERE id = ?", [recipe.value])
      return 0
    }
    let id = try row("SELECT public_id FROM recipe WHERE id = ?", [recipe.value]) {
      $0[0] as String
    }
    let deletion = try nextDeletionKey()
    try insertDeletion(deletion, .undo, by: nil, at: work.undo.referenceAt)
    try execute(
      """
      UPDATE recipe SET public_id = ?, body_id = NULL, image_url = NULL, origin_id = NULL,
          origin_kind = NULL, deleted_at = ?, deletion_id = ?, purged_at = ?, change = ?
       WHERE id = ?
      """,
      [
        NameBasedID.make(["undone", id ?? "", work.undo.id.text]),
        work.undo.referenceAt.milliseconds, deletion.value, work.undo.referenceAt.milliseconds,
        change, recipe.value,
      ])
    return 1
  }

  /// Removes a proposal, with the variant that it became at once; gives how many bare nodes that
  /// leaves, which is one when the variant was viewed.
  func withdraw(
    _ proposal: ProposalKey, of work: UndoneImport, viewed: Set<RecipeKey>,
    _ leftovers: inout Leftovers
  ) throws -> Int {
    let found = try row("SELECT * FROM proposal WHERE id = ?", [proposal.value]) {
      try StoredProposal($0)
    }
    guard let found else { return 0 }
    leftovers.bodies.formUnion([found.body, found.base])
    try execute("DELETE FROM import_proposal WHERE proposal_id = ?", [proposal.value])
    try execute("DELETE FROM proposal WHERE id = ?", [proposal.value])
    try execute(
      "DELETE FROM activity WHERE public_id = ?",
      [NameBasedID.make(["activity", ActivityKind.variantProposed.rawValue, found.id.text])])
    guard let variant = found.variant else { return 0 }
    return try remove(variant, of: work, isViewed: viewed.contains(variant), &leftovers)
  }

  /// Removes what nothing refers to any more, of that which was gathered.
  ///
  /// Of tags only those that the import made; files of pictures are left to
  /// `ImageFiles.removeUnnamed`, after the commit.
  func remove(_ leftovers: Leftovers, of work: UndoneImport) throws {
    _ = try removeUnusedBodies(leftovers.bodies)
    _ = try removeUnusedImages(leftovers.images)
    for tag in leftovers.tags.sorted() {
      let isUnused =
        try integer(
          """
          SELECT EXISTS (SELECT 1 FROM tag t
              JOIN run_change w ON w.run_id = ?2 AND w.change = t.change WHERE t.id = ?1)
            AND NOT EXISTS (SELECT 1 FROM recipe_tag WHERE tag_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM import_update_tag WHERE tag_id = ?1)
          """, [tag.value, work.run.value]) != 0
      guard isUnused else { continue }
      // Whatever still counts it counts none.
      try execute("DELETE FROM tag_count WHERE tag_id = ?", [tag.value])
      try execute("DELETE FROM tag WHERE id = ?", [tag.value])
    }
  }

  /// Remembers what a recipe refers to, before it goes or changes.
  func gatherLeftovers(of recipe: RecipeKey, _ leftovers: inout Leftovers) throws {
    let bodies = try rows(
      """
      SELECT body_id FROM recipe WHERE id = ?1 AND body_id IS NOT NULL
      UNION SELECT body_id FROM recipe_source WHERE recipe_id = ?1
      """, [recipe.value]
    ) { BodyKey($0[0]) }
    leftovers.bodies.formUnion(bodies)
    leftovers.images.formUnion(
      try rows(
        "SELECT image_id FROM recipe_image WHERE recipe_id = ? AND image_id IS NOT NULL",
        [recipe.value]
      ) { ImageKey($0[0]) })
    leftovers.tags.formUnion(
      try rows("SELECT tag_id FROM recipe_tag WHERE recipe_id = ?", [recipe.value]) {
        TagKey($0[0])
      })
  }

  /// Takes a recipe out of what follows the edges of lineage by change numbers, and so would not
  /// notice that an edge is gone: trees are numbered anew.
  func forgetPlace(of recipe: RecipeKey) throws {
    let isPlaced =
      try integer("SELECT EXISTS (SELECT 1 FROM lineage WHERE recipe_id = ?)", [recipe.value]) != 0
    if isPlaced { try removeLineage() }
  }
}
