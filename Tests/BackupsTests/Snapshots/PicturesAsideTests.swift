import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct PicturesAsideTests {
  private static let pictures = """
    SELECT url || ' ' || position || iif(deleted_at IS NULL, '', ' deleted') FROM recipe_image
     WHERE recipe_id = (SELECT id FROM recipe WHERE public_id = 'r') ORDER BY 1
    """

  @Test(arguments: [false, true])
  func `what a recipe showed is put aside, and what was added goes when it says again what it said`(
    isEdited: Bool
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try show("first", as: "i", in: tale.store)
      let snapshot = try tale.backUp()
      try show("added", as: "j", in: tale.store)
      try tale.store.write { (transaction) throws in
        try transaction.execute(
          "UPDATE recipe_image SET url = 'second', change = ? WHERE public_id = 'i'",
          [transaction.change])
      }
      if isEdited { try tale.play([("ada", "editRecipe", #""recipeId":"r","title":"Bread""#)]) }
      _ = try tale.restore(snapshot, .overwrite)
      #expect(
        try tale.texts(Self.pictures)
          == [isEdited ? "added 0 deleted" : "added 0", "first 0", "second 0 deleted"])
    }
  }

  private func show(_ url: String, as id: String, in store: RecipeStore) throws {
    try store.write { (transaction) throws in
      try transaction.execute(
        """
        INSERT INTO recipe_image (public_id, recipe_id, position, url, uploaded_at, change)
          SELECT ?, id, 0, ?, 1, ? FROM recipe WHERE public_id = 'r'
        """, [id, url, transaction.change])
    }
  }
}
