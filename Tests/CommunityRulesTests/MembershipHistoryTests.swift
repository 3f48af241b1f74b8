import CommunityRules
import RecipeModel
import TestKit
import Testing

/// Random histories of people who found, invite, promote, demote and leave, in any order.
struct MembershipHistoryTests {
  @Test(arguments: 0..<2000)
  func `R1 to R6: whatever people do, a living community has an admin and nobody is demoted`(
    seed: Int
  ) throws {
    var village = Village(seed: seed)
    for _ in 0..<60 {
      let before = village
      let step = village.randomStep()
      let refusal = village.play(step)
      #expect(
        refusal?.rule == before.expectedRefusal(of: step), "\(step) after \(before.rolls)")
      expectSound(before, village, step)
      if refusal != nil { #expect(village.rolls == before.rolls) }
    }
  }

  private func expectSound(_ before: Village, _ after: Village, _ step: Village.Step) {
    for (community, roll) in after.rolls {
      // R2; R6: a community without members is no more.
      #expect(roll.values.contains(.admin), "\(community) after \(step)")
      // R4: who was an admin and is still there is an admin.
      for (user, role) in before.rolls[community] ?? [:] where role == .admin {
        #expect(roll[user] != .member, "\(user) after \(step)")
      }
    }
    // R6: a community goes only when its last user leaves it.
    for community in before.rolls.keys where after.rolls[community] == nil {
      #expect(before.rolls[community]?.count == 1)
    }
  }

  @Test(arguments: 0..<500)
  func `R5: two departures, one after the other, never leave others without an admin`(
    seed: Int
  ) throws {
    var village = Village(seed: seed)
    for _ in 0..<40 { _ = village.play(village.randomStep()) }
    for (community, roll) in village.rolls where roll.count > 1 {
      let leavers = roll.keys.sorted().prefix(2)
      let refusals = leavers.map { village.play(.leave($0, community)) }
      // At most one is held back: whoever stays as the last admin of others.
      #expect(refusals.count { $0 == nil } >= 1)
      #expect(village.rolls[community].map { $0.values.contains(.admin) } ?? true)
    }
  }
}
