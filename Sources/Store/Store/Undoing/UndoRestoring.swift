import GRDB
import RecipeModel

extension WriteTransaction {
  /// Gives a recipe back what it was before the import updated it.
  func restore(
    _ recipe: RecipeKey, of work: UndoneImport, _ leftovers: inout Leftovers
  ) throws {
    try gatherLeftovers(of: recipe, &leftovers)
    let before = try row(
      "SELECT * FROM import_update WHERE run_id = ? AND recipe_id = ?",
      [work.run.value, recipe.value]
    ) { UpdateBefore($0) }
    guard let before else { return }
    if before.isRoot, try origin(of: recipe) != nil {
      try forgetPlace(of: recipe)
      try execute(
        "UPDATE recipe SET origin_id = NULL, origin_kind = NULL WHERE id = ?", [recipe.value])
    }
    try execute(
      "UPDATE recipe SET body_id = ?, image_url = ?, updated_at = ?, change = ? WHERE id = ?",
      [before.body, before.imageURL, before.updatedAt, change, recipe.value])
    if before.kind == .update { try restoreParts(of: recipe, work) }
    try restoreSource(of: recipe, work)
    for table in ["import_update_tag", "import_update_image", "import_update"] {
      try execute(
        "DELETE FROM \(table) WHERE run_id = ? AND recipe_id = ?", [work.run.value, recipe.value])
    }
    try rememberUntouched(recipe, before)
  }

  private func restoreParts(of recipe: RecipeKey, _ work: UndoneImport) throws {
    try execute(
      """
      DELETE FROM recipe_revision WHERE recipe_id = ?2 AND cause = 'import'
         AND EXISTS (SELECT 1 FROM run_change w
           WHERE w.run_id = ?1 AND w.change = recipe_revision.change)
      """, [work.run.value, recipe.value])
    try removeTags(of: recipe)
    try execute(
      """
      INSERT INTO recipe_tag (recipe_id, tag_id)
        SELECT recipe_id, tag_id FROM import_update_tag WHERE run_id = ? AND recipe_id = ?
      """, [work.run.value, recipe.value])
    try removeImages(of: recipe)
    for table in ["image_request", "origin_request"] {
      try execute("DELETE FROM \(table) WHERE recipe_id = ?", [recipe.value])
    }
    try execute(
      """
      INSERT INTO recipe_image (public_id, recipe_id, position, image_id, url, uploaded_at,
          deleted_at, change)
        SELECT public_id, recipe_id, position, image_id, url, uploaded_at, deleted_at, ?
          FROM import_update_image WHERE run_id = ? AND recipe_id = ? ORDER BY position, public_id
      """, [change, work.run.value, recipe.value])
  }

  private func restoreSource(of recipe: RecipeKey, _ work: UndoneImport) throws {
    try execute(
      """
      UPDATE recipe_source AS s SET (run_id, record_digest, format, reader_version, body_id,
          archive, member, extras, change) =
        (SELECT u.source_run_id, u.record_digest, u.format, u.reader_version, u.source_body_id,
            u.archive, u.member, u.extras, ?3
          FROM import_update u WHERE u.run_id = ?1 AND u.recipe_id = s.recipe_id)
       WHERE s.recipe_id = ?2
      """, [work.run.value, recipe.value, change])
  }

  /// Remembers that the recipe is again as the import before had left it, if it was until then.
  private func rememberUntouched(
    _ recipe: RecipeKey, _ before: UpdateBefore
  ) throws(StoreFault) {
    let wasUntouched =
      try integer(
        """
        SELECT EXISTS (SELECT 1 FROM run_change WHERE run_id = ?1 AND change = ?3)
          OR EXISTS (SELECT 1 FROM run_recipe_change
            WHERE run_id = ?1 AND recipe_id = ?2 AND change = ?3)
        """, [before.sourceRun, recipe.value, before.change]) != 0
    guard wasUntouched else { return }
    try execute(
      """
      INSERT INTO run_recipe_change (run_id, recipe_id, change) VALUES (?, ?, ?)
        ON CONFLICT (run_id, recipe_id) DO UPDATE SET change = excluded.change
      """, [before.sourceRun, recipe.value, change])
  }
}

/// What a recipe was before an import changed it; tags, pictures and source aside.
private struct UpdateBefore {
  var kind: ImportUpdateKind
  var body: Int64
  var imageURL: String?
  var updatedAt: Int64
  var isRoot: Bool
  var change: Int64
  var sourceRun: Int64

  init(_ row: Row) {
    kind = ImportUpdateKind(rawValue: row["kind"]) ?? .update
    body = row["body_id"]
    imageURL = row["image_url"]
    updatedAt = row["updated_at"]
    isRoot = row["is_root"]
    change = row["change"]
    sourceRun = row["source_run_id"]
  }
}
