import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct RestoreAuditTests {
  private static let entries = """
    SELECT entity_type || ' ' || entity_id || ' ' || (SELECT public_id FROM community
        WHERE id = community_id) || ' ' || metadata
      FROM audit_log WHERE action = 'run.restore' ORDER BY id
    """

  @Test func `the audit log tells what came in, once, and of nothing when nothing came`() throws {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      let snapshot = try tale.backUp()
      _ = try tale.restore(snapshot, .skip)
      #expect(try tale.texts(Self.entries) == [])
      try tale.play([("ada", "deleteRecipe", #""recipeId":"r""#)])
      try tale.purge()
      // It is restored twice.
      let total = try tale.restore(snapshot, .overwrite).total
      #expect(total.updated > 0)
      #expect(
        try tale.texts(Self.entries) == [
          #"run run k {"snapshot":"\#(snapshot)","policy":"overwrite","#
            + #""inserted":\#(total.inserted),"updated":\#(total.updated)}"#
        ])
    }
  }
}
