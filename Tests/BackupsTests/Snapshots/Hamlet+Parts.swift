import BackupRepository
import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit

@testable import Backups
@testable import Store

extension Hamlet {
  /// Opens a snapshot for as long as the body runs.
  func open<Result>(_ id: SnapshotID, _ body: (OpenSnapshot) throws -> Result) throws -> Result {
    try OpenSnapshot.with(
      id, of: repository, inFolder: try workFolder("open"), holder: "a test", body)
  }

  /// A folder for an open snapshot.
  func workFolder(_ name: String) throws -> String {
    let path = folder.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Every community of a snapshot, and the first recipes with what was made of them.
  static func parts(of snapshot: OpenSnapshot) throws -> [ArchiveSelection] {
    try snapshot.store.read { (transaction) throws in
      let communities = try transaction.rows("SELECT id FROM community ORDER BY id") {
        ArchiveSelection(
          .community(CommunityKey($0[0])), holdsPrivateDetails: true, namesOtherPlaces: true)
      }
      let recipes = try transaction.rows("SELECT public_id FROM recipe ORDER BY id LIMIT 4") {
        RecipeID($0[0] as String)
      }
      return try communities
        + recipes.map {
          ArchiveSelection(
            .recipes(try transaction.forkSubtree(of: $0)), holdsPrivateDetails: true)
        }
    }
  }

  /// The rows of a column of text.
  static func texts(_ sql: String, in store: RecipeStore) throws -> [String] {
    try store.read { (transaction) throws in try transaction.rows(sql) { $0[0] as String } }
  }

  /// Removes the recipes of a community that nothing else names, and all views, without a trace.
  ///
  /// Gives their ids.
  static func loseRecipes(of community: CommunityKey, in store: RecipeStore) throws -> [String] {
    try store.write { (transaction) throws in
      let lost = try transaction.rows(
        """
        SELECT id, public_id FROM recipe WHERE community_id = ?
          AND id NOT IN (SELECT origin_id FROM recipe WHERE origin_id IS NOT NULL)
          AND id NOT IN (SELECT variant_recipe_id FROM proposal WHERE variant_recipe_id IS NOT NULL)
        """, [community.value]
      ) { (key: $0[0] as Int64, id: $0[1] as String) }
      for recipe in lost {
        for table in [
          "recipe_revision", "proposal", "recipe_tag", "recipe_image", "recipe_source",
        ] {
          try transaction.execute("DELETE FROM \(table) WHERE recipe_id = ?", [recipe.key])
        }
        try transaction.execute(
          "DELETE FROM activity WHERE recipe_id = ? AND community_id = ?",
          [recipe.key, community.value])
        try transaction.execute(
          "UPDATE activity SET recipe_id = NULL WHERE recipe_id = ?", [recipe.key])
        try transaction.execute("DELETE FROM recipe WHERE id = ?", [recipe.key])
      }
      try transaction.execute("DELETE FROM view_segment")
      try transaction.execute(
        """
        DELETE FROM deletion WHERE id NOT IN (
          SELECT deletion_id FROM recipe WHERE deletion_id IS NOT NULL
          UNION SELECT deletion_id FROM community WHERE deletion_id IS NOT NULL
          UNION SELECT deletion_id FROM membership WHERE deletion_id IS NOT NULL
          UNION SELECT deletion_id FROM proposal WHERE deletion_id IS NOT NULL)
        """)
      return lost.map(\.id)
    }
  }

  /// Changes, deletes and purges living recipes of a community; gives how many say something else.
  ///
  /// Those of erased creators are left: deleted, they would not come back.
  static func changeRecipes(
    of community: CommunityKey, in store: RecipeStore
  ) throws -> Int {
    try store.write { (transaction) throws in
      let recipes = try transaction.rows(
        """
        SELECT r.id, r.body_id FROM recipe r JOIN community c ON c.id = r.community_id
          JOIN user u ON u.id = r.creator_id AND u.erased_at IS NULL
         WHERE c.id = ? AND c.deleted_at IS NULL AND r.deleted_at IS NULL ORDER BY r.id
        """, [community.value]
      ) { (key: $0[0] as Int64, body: $0[1] as Int64) }
      let digest = Digest.sha256(Array("another \(transaction.change)".utf8)).bytes
      let body = try transaction.insert(
        """
        INSERT INTO recipe_body (digest, content_digest, title, structured)
          VALUES (?, ?, 'Another', '{}')
        """,
        [digest, Array(digest.prefix(16))])
      let later = Instant(milliseconds: VillageGenerator.start + 200 * 86_400_000)
      var changed = 0
      for (number, recipe) in recipes.enumerated() {
        switch number % 4 {
        case 0:
          changed += 1
          try transaction.execute(
            "UPDATE recipe SET body_id = ?, image_url = NULL, updated_at = ?, change = ? WHERE id = ?",
            [body, later.milliseconds, transaction.change, recipe.key])
        case 1:
          try transaction.execute("DELETE FROM recipe_tag WHERE recipe_id = ?", [recipe.key])
          try transaction.execute(
            "UPDATE recipe_image SET deleted_at = ?, position = 9 WHERE recipe_id = ?",
            [later.milliseconds, recipe.key])
        default:
          let deletion = try transaction.insert(
            "INSERT INTO deletion (kind, deleted_at, change) VALUES ('recipe', ?, ?)",
            [later.milliseconds, transaction.change])
          try transaction.execute(
            "UPDATE recipe SET deleted_at = ?, deletion_id = ? WHERE id = ?",
            [later.milliseconds, deletion, recipe.key])
          if number % 4 == 3 {
            _ = try transaction.purge([RecipeKey(recipe.key)], at: later)
          }
        }
      }
      return changed
    }
  }
}

extension PartialRestoring {
  /// Restores a part, leaving what is there as it is.
  static func bring(
    _ selection: ArchiveSelection, of snapshot: OpenSnapshot, into store: RecipeStore,
    as run: RunKey = RunKey(1), _ policy: ConflictPolicy = .skip
  ) throws -> Outcome {
    try PartialRestoring(
      snapshot: snapshot, selection: selection, policy: policy, into: store
    ).run(as: run)
  }
}
