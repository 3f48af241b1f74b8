import Communities
import CommunityRules
import PipelineCore
import RecipeModel
import Store
import Testing

/// Departures at the same time, from two openings of one store.
struct DepartureTests {
  @Test(arguments: 0..<8)
  func `R5: of two last admins who leave at once, one is refused while others remain`(
    attempt: Int
  ) async throws {
    try await Village.with { village in
      let outcomes = try await village.leaveAtOnce("circle", [.ada, .otto])
      #expect(outcomes.count { $0 == .refused(.r5) } == 1)
      #expect(outcomes.count { $0 == .left } == 1)
      #expect(try village.actions.roles(in: "circle").values.contains(.admin))
    }
  }

  @Test(arguments: 0..<8)
  func `R6: of two last users who leave at once, the second ends the community`(
    attempt: Int
  ) async throws {
    try await Village.with { village in
      _ = try village.actions.leave("circle", as: .ben)
      _ = try village.actions.leave("circle", as: .cleo)
      let outcomes = try await village.leaveAtOnce("circle", [.ada, .otto])
      #expect(outcomes.count { $0 == .left } == 1)
      #expect(outcomes.count { $0 == .ended } == 1)
      #expect(try village.actions.listCommunities(as: .operator).map(\.slug) == ["rye-house"])
    }
  }
}

private enum DepartureOutcome: Equatable {
  case left
  case ended
  case refused(Rule)
}

extension Village {
  fileprivate func leaveAtOnce(
    _ slug: String, _ leavers: [ActingAs]
  ) async throws -> [DepartureOutcome] {
    let doors = try leavers.map { leaver in
      (
        leaver,
        CommunityActions(store: try RecipeStore.open(at: path), surroundings: clock.surroundings)
      )
    }
    return try await withThrowingTaskGroup(of: DepartureOutcome.self) { group in
      for (leaver, door) in doors {
        group.addTask {
          do {
            switch try door.leave(slug, as: leaver) {
            case .membershipEnded: return .left
            case .communityEnded: return .ended
            }
          } catch let refusal as Refusal {
            return .refused(refusal.rule)
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}
