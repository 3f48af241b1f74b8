import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct CommunityPruningTests {
  @Test func `of a community is decided apart, and what it alone needed goes`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 1, in: folder)
      for _ in 0..<20 where try hamlet.communities().count < 2 { try hamlet.grow() }
      let communities = try hamlet.communities()
      let (one, other) = (try #require(communities.first), try #require(communities.last))
      try #require(one.key != other.key)
      var all: [SnapshotID] = []
      for round in 1...3 {
        all.append(try hamlet.backUp().id)
        all.append(try hamlet.backUp(one, at: round * 100).id)
        all.append(try hamlet.backUp(other, at: round * 100).id)
        try hamlet.alter()
      }
      func prune(_ among: SnapshotsToPrune) throws -> [SnapshotID] {
        let summary = try RepositoryPruning(
          repository: hamlet.repository, policy: RetentionPolicy(last: 1), among: among,
          holder: "a test"
        ).run()
        let verified = try RepositoryVerification(
          repository: hamlet.repository, holder: "a test"
        ).run()
        #expect(verified.findings == [] && verified.unneeded == 0)
        for decision in summary.decisions {
          let isAsked = decision.manifest.map(among.holds) ?? false
          #expect(isAsked || decision.reasons == [.notAsked])
        }
        return try hamlet.repository.snapshots()
      }
      func kept(_ places: Int...) -> Set<SnapshotID> { Set(places.map { all[$0] }) }
      #expect(Set(try prune(.community(one.id))) == kept(0, 2, 3, 5, 6, 7, 8))
      #expect(Set(try prune(.installation)) == kept(2, 5, 6, 7, 8))
      #expect(Set(try prune(.communities)) == kept(6, 7, 8))
      let (restored, outcome) = try hamlet.restore(all[7])
      #expect(outcome.isWhole)
      try restored.close()
    }
  }
}
