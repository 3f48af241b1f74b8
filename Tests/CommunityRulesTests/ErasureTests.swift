import CommunityRules
import RecipeModel
import Testing

/// R23: who may be erased, and what has to be settled first.
struct ErasureTests {
  /// Ada's membership of the circle, with so many other admins and members remaining.
  private func membership(
    _ role: Role = .admin, admins: Int = 0, members: [String] = []
  ) -> EraseUser.Membership {
    EraseUser.Membership(
      community: Cast.circle, role: role,
      remaining: RemainingMembers(
        adminCount: admins, memberCount: members.count, candidates: members))
  }

  private func erase(
    _ memberships: [EraseUser.Membership], successors: [EraseUser.Successor] = [],
    isErased: Bool = false
  ) throws(Refusal) -> [EraseUser.Ending] {
    try EraseUser.decide(
      Cast.ada, isErased: isErased, memberships: memberships, successors: successors,
      by: .operator)
  }

  private func successor(_ person: PersonStanding) -> EraseUser.Successor {
    EraseUser.Successor(community: Cast.circle, person: person)
  }

  @Test func `R23: the last admin of others goes only with a successor, who could be is named`()
    throws
  {
    let refused = refusal { () throws(Refusal) in
      _ = try erase([membership(members: ["ben", "cleo"])])
    }
    let refusal = try #require(refused)
    #expect(refusal.rule == .r23)
    #expect(refusal.instead?.contains("ben, cleo") == true)
    let endings = try erase(
      [membership(members: ["ben", "cleo"])], successors: [successor(Cast.ben)])
    #expect(endings.map(\.promoted) == [Cast.ben.id])
    #expect(endings.map(\.communityEnds) == [false])
  }

  @Test(arguments: [
    (Role.admin, 1, ["ben"], false), (.member, 0, ["ben"], false), (.member, 1, [], false),
    (.admin, 0, [], true), (.member, 0, [], true),
  ])
  func `R23: nobody has to follow where another admin stays, or nobody does`(
    role: Role, admins: Int, members: [String], communityEnds: Bool
  ) throws {
    let endings = try erase([membership(role, admins: admins, members: members)])
    #expect(endings.map(\.promoted) == [nil])
    #expect(endings.map(\.communityEnds) == [communityEnds])
  }

  @Test func `R23: a successor is a member, another one, and needed`() {
    let needed = membership(members: ["ben"])
    for person in [Cast.dora, Cast.ada, Cast.eve] {
      let refused = refusal { () throws(Refusal) in
        _ = try erase([needed], successors: [successor(person)])
      }
      #expect(refused?.rule == .r23, "\(person.username)")
    }
    let unneeded = refusal { () throws(Refusal) in
      _ = try erase([membership(admins: 1)], successors: [successor(Cast.ben)])
    }
    #expect(unneeded?.rule == .r23)
    let erased = refusal { () throws(Refusal) in _ = try erase([], isErased: true) }
    #expect(erased?.rule == .r23)
  }
}
