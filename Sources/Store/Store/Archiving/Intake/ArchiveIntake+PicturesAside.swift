import ArchiveRecords
import RecipeCoding
import RecipeModel

// A picture has no revisions: what a recipe showed is put aside as a deleted picture instead.

extension ArchiveIntake {
  /// Puts copies of the living pictures aside that a query of staged ones is about to replace.
  func putAside(replacedBy staged: String) throws {
    let insert = try transaction.prepared(
      """
      INSERT INTO recipe_image (public_id, recipe_id, position, image_id, url, uploaded_at,
          deleted_at, change)
        SELECT ?, recipe_id, position, image_id, url, uploaded_at, ?, ? FROM recipe_image
         WHERE id = ?
      """)
    let replaced = try transaction.rows(
      """
      SELECT b.id, b.public_id FROM \(staged) JOIN recipe_image b ON b.public_id = t.id
       WHERE b.deleted_at IS NULL AND (b.url IS NOT t.url
         OR b.image_id IS NOT (SELECT id FROM image WHERE digest = t.digest)) ORDER BY b.id
      """
    ) { (key: $0[0] as Int64, id: $0[1] as String) }
    for picture in replaced {
      let id = NameBasedID.make(["overwritten", picture.id, String(transaction.change)])
      try insert.bind(id).bind(try moment()).bind(transaction.change).bind(picture.key).run()
    }
  }

  /// Deletes the pictures of overwritten recipes that came after what they say again.
  ///
  /// Where not everything could be read it is not known which these are, and they stay.
  func deletePicturesAddedSince() throws {
    guard policy == .overwrite, isWhole else { return }
    try transaction.execute(
      """
      UPDATE recipe_image SET deleted_at = ?, change = \(transaction.change)
       WHERE deleted_at IS NULL AND recipe_id IN (SELECT t.key FROM \(Self.overwriting))
         AND public_id NOT IN (SELECT id FROM temp.intake_recipe_image)
      """, [try moment().milliseconds])
  }
}
