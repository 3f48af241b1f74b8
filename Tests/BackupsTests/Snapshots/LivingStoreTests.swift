import ArchiveRecords
import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct LivingStoreTests {
  struct Run: Sendable, CustomTestStringConvertible {
    var seed: Int
    var policy: ConflictPolicy

    var testDescription: String { "seed \(seed), \(policy.rawValue)" }

    static let all = SnapshotRoundTripTests.seeds.flatMap { seed in
      [ConflictPolicy.skip, .overwrite, .keepBoth].map { Run(seed: seed, policy: $0) }
    }
  }

  /// Where recipe and community stand in the lines of the dumped tables.
  private static let recipeColumns = [
    "recipe": 0, "recipe_tag": 0, "recipe_source": 0, "recipe_image": 1, "proposal": 1,
    "recipe_revision": 1,
  ]
  private static let communityColumns = [
    "community": 0, "membership": 2, "target": 1, "activity": 3, "recipe": 3,
  ]

  @Test(arguments: Run.all)
  func
    `R2, R14: whatever happened since, a part comes by the rules, the rest is as it was, twice is once`(
      run: Run
    ) throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: run.seed, in: folder)
      let id = try hamlet.backUp().id
      // What is lost later is nothing that more could be made of.
      if run.seed % 2 == 0 { try hamlet.grow() }
      let before = hamlet
      try before.open(id) { snapshot in
        for (turn, selection) in try Hamlet.parts(of: snapshot).enumerated() {
          try live(in: &hamlet, turn: turn + run.seed)
          let part = try names(of: selection, in: snapshot.store, and: hamlet.store)
          let broken = try violations(in: hamlet.store)
          let before = try StoreDump.dump(hamlet.store)
          let outcome = try PartialRestoring.bring(
            selection, of: snapshot, into: hamlet.store, run.policy)
          let doesNotAddUp = outcome.accounts.filter { !$0.account.addsUp }
          #expect(doesNotAddUp.isEmpty)
          let after = try StoreDump.dump(hamlet.store)
          compareRest(before, after, part, run.policy)
          let brokenNow = try violations(in: hamlet.store)
          #expect(brokenNow.subtracting(broken) == [])

          let rows = try Hamlet.rows(of: hamlet.store)
          let again = try PartialRestoring.bring(
            selection, of: snapshot, into: hamlet.store, run.policy)
          #expect(again.total.inserted == 0 && again.total.updated == 0)
          #expect(again.keptBeside == [] && again.orphans == 0)
          let last = try Hamlet.rows(of: hamlet.store)
          #expect(
            SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
        }
      }
    }
  }

  // MARK: - Life

  /// Lets something happen: changed rows, lost ones, a deleted or purged community.
  private func live(in hamlet: inout Hamlet, turn: Int) throws {
    let communities = try hamlet.store.read { (transaction) throws in
      try transaction.rows("SELECT id FROM community WHERE deleted_at IS NULL ORDER BY id") {
        CommunityKey($0[0])
      }
    }
    let at = Instant(milliseconds: VillageGenerator.start + Int64(200 + turn) * 86_400_000)
    switch turn % 4 {
    case 0: try hamlet.alter()
    case 1:
      if let community = communities.first {
        _ = try Hamlet.changeRecipes(of: community, in: hamlet.store)
      }
    case 2:
      if let community = communities.last {
        _ = try Hamlet.loseRecipes(of: community, in: hamlet.store)
      }
    default:
      guard let community = communities.first else { return }
      try hamlet.store.write { (transaction) throws in
        let deletion = try transaction.nextDeletionKey()
        try transaction.insertDeletion(deletion, .community, by: nil, at: at)
        _ = try transaction.markDeleted(community, by: DeletionMark(deletion: deletion, at: at))
        guard turn % 2 == 0 else { return }
        let recipes = try transaction.purgeableRecipes(deletedUntil: at, limit: 1000)
        _ = try transaction.purge(recipes, at: at)
        while let gone = try transaction.purgeableCommunity(deletedUntil: at) {
          _ = try transaction.purge(gone, limit: 100, at: at)
        }
      }
    }
  }

  // MARK: - Checks

  /// The ids of the recipes and of the community of a part, as dumped lines have them; also of
  /// recipes that came into the community since.
  private func names(
    of selection: ArchiveSelection, in past: RecipeStore, and store: RecipeStore
  ) throws -> (recipes: Set<String>, community: String?) {
    var recipes = try Hamlet.texts(
      "SELECT public_id FROM recipe r WHERE \(selection.recipes("r"))", in: past)
    guard let key = selection.community else {
      return (Set(recipes.map(\.debugDescription)), nil)
    }
    let community = try #require(
      try Hamlet.texts("SELECT public_id FROM community WHERE id = \(key.value)", in: past).first)
    recipes += try store.read { (transaction) throws in
      try transaction.rows(
        """
        SELECT r.public_id FROM recipe r JOIN community c ON c.id = r.community_id
         WHERE c.public_id = ?
        """, [community]
      ) { $0[0] as String }
    }
    return (Set(recipes.map(\.debugDescription)), community.debugDescription)
  }

  /// Everything that the part does not name is as it was; what it names too, unless it is
  /// overwritten.
  private func compareRest(
    _ before: [String: [String]], _ after: [String: [String]],
    _ part: (recipes: Set<String>, community: String?), _ policy: ConflictPolicy
  ) {
    func value(_ line: String, at column: Int) -> String {
      String(line.split(separator: "|", omittingEmptySubsequences: false)[column])
    }
    func isNamed(_ line: String, _ table: String) -> Bool {
      // What a deletion took is told with it, and a part of it may have been lost.
      if table == "deletion" { return true }
      guard policy == .overwrite else {
        // The origin of a recipe whose origin had been lost may be found again.
        return table == "recipe" && value(line, at: 4) == "NULL"
      }
      if let column = Self.recipeColumns[table] {
        return part.recipes.contains(value(line, at: column))
      }
      guard let column = Self.communityColumns[table] else { return false }
      return value(line, at: column) == part.community
    }
    for (table, rows) in before where table != "view_segment" {
      let kept = Set(after[table] ?? [])
      let missing = rows.filter { !kept.contains($0) && !isNamed($0, table) }
      #expect(missing == [], "\(table)")
    }
    // Into another community comes nothing.
    guard let community = part.community else { return }
    for (table, column) in Self.communityColumns {
      let there = Set(before[table] ?? [])
      let strange = (after[table] ?? []).filter {
        !there.contains($0) && value($0, at: column) != community
      }
      #expect(strange == [], "\(table)")
    }
  }

  /// What no store may hold: dangling references, living communities without an admin (R2), and
  /// proposals that wait for somebody who is not there (R14).
  private func violations(in store: RecipeStore) throws -> Set<String> {
    let dangling = try Hamlet.texts("SELECT \"table\" FROM pragma_foreign_key_check", in: store)
    let headless = try Hamlet.texts(
      """
      SELECT 'R2 ' || c.public_id FROM community c WHERE c.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM membership m JOIN user u ON u.id = m.user_id AND u.deleted_at IS NULL
         WHERE m.community_id = c.id AND m.role = 'admin' AND m.deleted_at IS NULL)
      """, in: store)
    let waiting = try Hamlet.texts(
      """
      SELECT 'R14 ' || p.public_id FROM proposal p JOIN recipe r ON r.id = p.recipe_id
        JOIN community c ON c.id = r.community_id AND c.deleted_at IS NULL
       WHERE p.status = 'pending' AND p.deleted_at IS NULL AND r.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = r.creator_id
           AND m.community_id = c.id AND m.deleted_at IS NULL)
      """, in: store)
    return Set(dangling + headless + waiting)
  }
}
