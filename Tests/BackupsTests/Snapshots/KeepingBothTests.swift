import ArchiveRecords
import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct KeepingBothTests {
  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `what recipes said comes in beside them, nothing that is there changes, twice is once`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let original = try said(in: hamlet.store)
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          guard let community = selection.community else { continue }
          let living = try Hamlet.texts(
            """
            SELECT r.public_id FROM recipe r JOIN community c ON c.id = r.community_id
             WHERE c.id = \(community.value) AND c.deleted_at IS NULL AND r.deleted_at IS NULL
            """, in: snapshot.store)
          _ = try Hamlet.changeRecipes(of: community, in: hamlet.store)
          let changed = try said(in: hamlet.store)
          let expected = living.filter { original[$0] != changed[$0] }
          let before = try StoreDump.dump(hamlet.store)
          let restoring = PartialRestoring(
            snapshot: snapshot, selection: selection, policy: .keepBoth, into: hamlet.store)
          let plan = try restoring.rehearse(
            RunRequest(kind: .restore, fingerprint: Digest.sha256([]), label: ""),
            at: Instant(milliseconds: VillageGenerator.start))
          #expect(try StoreDump.dump(hamlet.store) == before)
          let outcome = try restoring.run(as: RunKey(1))
          #expect(outcome == plan)
          #expect(outcome.rejections == [])
          #expect(Set(outcome.keptBeside.map(\.old)) == Set(expected))

          let after = try StoreDump.dump(hamlet.store)
          for (table, rows) in before where table != "view_segment" {
            let kept = Set(after[table] ?? [])
            #expect(rows.allSatisfy(kept.contains), "\(table)")
          }
          // What was purged takes nothing back: that goes with the version.
          for table in ["proposal", "recipe_revision", "recipe_source", "recipe_image"] {
            let bare = try Hamlet.texts(
              """
              SELECT r.public_id FROM \(table) p JOIN recipe r ON r.id = p.recipe_id
               WHERE r.purged_at IS NOT NULL
              """, in: hamlet.store)
            #expect(bare == [], "\(table)")
          }
          // Nothing happened a second time.
          #expect(after["views"] == before["views"])
          #expect(after["activity"] == before["activity"])
          let now = try said(in: hamlet.store)
          for kept in outcome.keptBeside {
            #expect(now[kept.new] == original[kept.old])
            #expect(
              try Hamlet.texts(
                """
                SELECT o.public_id FROM recipe r JOIN recipe o ON o.id = r.origin_id
                 WHERE r.public_id = '\(kept.new)' AND r.origin_kind = 'variant'
                """, in: hamlet.store) == [kept.old])
          }
          let rows = try Hamlet.rows(of: hamlet.store)
          let again = try restoring.run(as: RunKey(1))
          #expect(again.keptBeside == [] && again.total.inserted == 0 && again.total.updated == 0)
          let last = try Hamlet.rows(of: hamlet.store)
          #expect(
            SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
        }
      }
    }
  }

  @Test(arguments: LivingStoreTests.Run.all)
  func
    `R7: where something else has the id, all that the part says of the recipe names the new one`(
      turn: LivingStoreTests.Run
    ) throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: turn.seed, in: folder)
      let id = try hamlet.backUp().id
      try hamlet.open(id) { snapshot in
        let cases = try Hamlet.parts(of: snapshot).flatMap { part in
          ["IS NULL", "IS NOT NULL"].map { (part, $0) }
        }
        for (number, (selection, deleted)) in cases.enumerated() {
          guard let community = selection.community,
            let taken = try Hamlet.texts(
              """
              SELECT r.public_id FROM recipe r WHERE r.community_id = \(community.value)
                 AND r.deleted_at \(deleted) AND r.public_id NOT LIKE '%DROP%'
               ORDER BY (SELECT count(*) FROM proposal p WHERE p.recipe_id = r.id) DESC, 1 LIMIT 1
              """, in: snapshot.store
            ).first
          else { continue }
          let (plain, run) = try VillageGenerator.emptyStore(
            at: folder.appending(path: "plain-\(number).db").path, seed: 7)
          let (store, _) = try VillageGenerator.emptyStore(
            at: folder.appending(path: "taken-\(number).db").path, seed: 7)
          try addStranger(to: store, recipe: taken)
          let strange = try StoreDump.dump(store)
          _ = try PartialRestoring.bring(selection, of: snapshot, into: plain, as: run, turn.policy)
          let outcome = try PartialRestoring.bring(
            selection, of: snapshot, into: store, as: run, turn.policy)
          let kept = outcome.keptBeside.first
          guard
            outcome.accounts.contains(where: { $0.entity == .recipe && $0.account.inserted > 0 })
          else { continue }
          #expect(outcome.keptBeside.map(\.old) == [taken])
          let new = try #require(kept?.new)
          let (expected, found) = (
            StoreDump.withoutRestores(try StoreDump.dump(plain)),
            StoreDump.withoutRestores(try StoreDump.dump(store))
          )
          for table in expected.keys where table != "installation" {
            let own = Set(strange[table] ?? [])
            #expect(
              (expected[table] ?? []).map { $0.replacing(taken, with: new) }.sorted()
                == (found[table] ?? []).filter { !own.contains($0) }.sorted(), "\(table)")
          }
          let rows = try Hamlet.rows(of: store)
          let again = try PartialRestoring.bring(
            selection, of: snapshot, into: store, as: run, turn.policy)
          #expect(again.total.read == again.total.unchanged + again.total.skipped)
          let last = try Hamlet.rows(of: store)
          #expect(
            SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
        }
      }
    }
  }

  @Test func `R18: a share that comes later names what came in under another id`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let id = try hamlet.backUp().id
      try hamlet.open(id) { snapshot in
        let child = try #require(
          try snapshot.store.read { (transaction) throws in
            try transaction.rows(
              """
              SELECT r.public_id AS child, o.public_id AS origin FROM recipe r
                JOIN recipe o ON o.id = r.origin_id JOIN community c ON c.id = r.community_id
               WHERE r.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY 1 LIMIT 1
              """
            ) { (id: $0[0] as String, origin: $0[1] as String) }
          }.first)
        let (store, run) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "other.db").path, seed: 7)
        try addStranger(to: store, recipe: child.origin)
        func bring(_ recipes: [String]) throws {
          let keys = try snapshot.store.read { (transaction) throws in
            try recipes.map { id in
              try transaction.row("SELECT id FROM recipe WHERE public_id = ?", [id]) {
                RecipeKey($0[0])
              }
            }.compactMap(\.self)
          }
          let selection = ArchiveSelection(.recipes(keys), holdsPrivateDetails: true)
          _ = try PartialRestoring.bring(selection, of: snapshot, into: store, as: run, .keepBoth)
        }
        try bring([child.origin])
        try bring([child.id])
        let origins = try Hamlet.texts(
          """
          SELECT k.old_id FROM recipe r JOIN recipe o ON o.id = r.origin_id
            JOIN restored_id k ON k.kind = 'recipe' AND k.new_id = o.public_id
           WHERE r.public_id = '\(child.id.replacing("'", with: "''"))'
          """, in: store)
        #expect(origins == [child.origin])
      }
    }
  }

  @Test func `R21: a slug, an address or a name taken meanwhile is never a merge`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let id = try hamlet.backUp().id
      try hamlet.open(id) { snapshot in
        let selection = try #require(
          try Hamlet.parts(of: snapshot).first { selection in
            try !Hamlet.texts(
              """
              SELECT slug FROM community WHERE deleted_at IS NULL
                 AND id = \(selection.community?.value ?? 0)
              """, in: snapshot.store
            ).isEmpty
          })
        let community = try #require(selection.community)
        let slug = try #require(
          try Hamlet.texts(
            "SELECT slug FROM community WHERE id = \(community.value)", in: snapshot.store
          ).first)
        let admin = try #require(
          try Hamlet.texts(
            """
            SELECT u.username FROM membership m JOIN user u ON u.id = m.user_id
             WHERE m.community_id = \(community.value) AND m.role = 'admin'
               AND m.deleted_at IS NULL AND u.deleted_at IS NULL ORDER BY 1 LIMIT 1
            """, in: snapshot.store
          ).first)
        let email = try #require(
          try Hamlet.texts(
            "SELECT email FROM user WHERE username = '\(admin)'", in: snapshot.store
          ).first)
        let (store, run) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "other.db").path, seed: 7)
        try addStranger(to: store, recipe: "nobody's", slug: slug, email: email, username: admin)
        let outcome = try PartialRestoring.bring(
          selection, of: snapshot, into: store, as: run, .keepBoth)
        #expect(outcome.rejections == [])
        #expect(
          Set(outcome.keptBeside.map { "\($0.entity) \($0.name) \($0.old)" })
            == ["community slug \(slug)", "user email \(admin)", "user username \(admin)"])
        #expect(
          try Hamlet.texts("SELECT slug FROM community ORDER BY id", in: store)
            == [slug, slug + "-2"])
        let people = try Hamlet.texts(
          """
          SELECT u.email || ' ' || u.username FROM user u
           WHERE u.username_folded LIKE '\(FoldedName(admin).text)%' ORDER BY u.id
          """, in: store)
        #expect(people.first == "\(email) \(admin)")
        #expect(people.last?.hasSuffix("@withheld.invalid \(admin)-2") == true)
        let rows = try Hamlet.rows(of: store)
        let again = try PartialRestoring.bring(
          selection, of: snapshot, into: store, as: run, .keepBoth)
        #expect(again.total.inserted == 0 && again.keptBeside == [])
        let last = try Hamlet.rows(of: store)
        #expect(
          SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
      }
    }
  }

  // MARK: - Fixtures

  /// What every living recipe says, with its tags.
  private func said(in store: RecipeStore) throws -> [String: String] {
    try store.read { (transaction) throws in
      let lines = try transaction.rows(
        """
        SELECT r.public_id, b.title || '|' || hex(b.digest) || '|' || coalesce(r.image_url, '')
            || '|' || coalesce((SELECT group_concat(folded) FROM (SELECT g.folded FROM recipe_tag t
              JOIN tag g ON g.id = t.tag_id WHERE t.recipe_id = r.id ORDER BY 1)), '')
          FROM recipe r JOIN recipe_body b ON b.id = r.body_id WHERE r.deleted_at IS NULL
        """
      ) { ($0[0] as String, $0[1] as String) }
      return Dictionary(lines, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Adds somebody with a community and a recipe, which have nothing to do with any snapshot.
  private func addStranger(
    to store: RecipeStore, recipe: String, slug: String = "strange",
    email: String = "stranger@example.org", username: String = "Stranger"
  ) throws {
    try store.write { (transaction) throws in
      let user = try transaction.insert(
        """
        INSERT INTO user (public_id, email, email_folded, username, username_folded, created_at,
            updated_at, change) VALUES ('stranger', ?, ?, ?, ?, 1, 1, ?)
        """,
        [
          email, FoldedName(email).text, username, FoldedName(username).text, transaction.change,
        ])
      let community = try transaction.insert(
        """
        INSERT INTO community (public_id, slug, name, created_at, updated_at, change)
          VALUES ('strange', ?, 'Strange', 1, 1, ?)
        """, [slug, transaction.change])
      try transaction.execute(
        """
        INSERT INTO membership (public_id, user_id, community_id, role, joined_at, change)
          VALUES ('strange', ?, ?, 'admin', 1, ?)
        """, [user, community, transaction.change])
      let body = try transaction.insert(
        """
        INSERT INTO recipe_body (digest, content_digest, title, structured)
          VALUES (zeroblob(32), zeroblob(16), 'Strange', '{}')
        """, [])
      try transaction.execute(
        """
        INSERT INTO recipe (public_id, body_id, creator_id, community_id, created_at, updated_at,
            change) VALUES (?, ?, ?, ?, 1, 1, ?)
        """, [recipe, body, user, community, transaction.change])
    }
  }
}
