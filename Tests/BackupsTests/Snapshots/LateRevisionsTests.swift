import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct LateRevisionsTests {
  @Test func `revisions stand in the order of what was said, though older ones came in later`()
    throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      for title in ["Rye Bread", "Rye Rolls"] {
        try tale.play([("ada", "editRecipe", #""recipeId":"r","title":"\#(title)""#)])
      }
      let snapshot = try tale.backUp()
      try tale.store.write { (transaction) throws in
        try transaction.execute("DELETE FROM recipe_revision")
        try transaction.execute(
          "UPDATE run SET reference_at = ?", [VillageGenerator.start + 90 * 86_400_000])
      }
      try tale.play([("ada", "editRecipe", #""recipeId":"r","title":"Rye Buns""#)])
      _ = try tale.restore(snapshot, .overwrite)
      try tale.store.read { (transaction) throws in
        let recipe = try #require(try transaction.recipe(RecipeID("r"))).key
        let all = try transaction.revisions(of: recipe, limit: 10)
        #expect(all.map(\.title) == ["Rye Buns", "Rye Rolls", "Rye Bread", "Rye"])
        var paged: [RecipeRevisionID] = []
        var last: RevisionKey?
        while let next = try transaction.revisions(of: recipe, after: last, limit: 1).first {
          paged.append(next.id)
          last = next.key
        }
        #expect(paged == all.map(\.id))
      }
    }
  }
}
