import CommunityRules
import RecipeModel
import TestKit
import Testing

@testable import Statistics
@testable import Store

/// Cohorts against asking for every person in every month.
struct CohortTests {
  @Test(arguments: 0..<40)
  func `R5, R7a, R28: cohorts are those of asking for every person in every month after joining`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      let people = try town.people()
      for reach in InsightTown.readers {
        for community in InsightTown.communities {
          let now = town.time().advanced(byMilliseconds: 40 * 86_400_000)
          let told = try town.village.store.read { transaction in
            try MemberCohorts.read(
              of: CommunityID(community), at: now, within: reach, in: transaction)
          }
          guard reach.contains(CommunityID(community)) else {
            #expect(told == nil)
            continue
          }
          let clock = try #require(town.zones[community])
          #expect(told?.profile.slug == community && told?.isBehind == false)
          #expect(told?.lastMonth == clock.day(of: now).month)
          #expect(told?.cohorts == town.cohorts(of: community, people, until: clock.day(of: now)))
        }
      }
    }
  }
}

/// When somebody came, went and did something, by community.
private struct Person {
  var user: Int64
  var community: String
  var joined: [Instant]
  var isMember: Bool
  var acts: [Instant]
}

extension InsightTown {
  /// Makes some users join, leave and come back, and do something that the feed records.
  fileprivate mutating func people() throws -> [Person] {
    var people: [Person] = []
    for (place, community) in InsightTown.communities.enumerated() {
      for user in 1...4 {
        var person = Person(
          user: Int64(user), community: community, joined: [], isMember: false, acts: [])
        for stay in 0..<Int.random(in: 0...2, using: &random) {
          let at = time()
          person.joined.append(at)
          person.isMember = stay == 1 || chance(2)
          let left = person.isMember ? "NULL" : "\(at.milliseconds + 1)"
          // Whoever comes back had left.
          try village.run(
            "UPDATE membership SET deleted_at = joined_at WHERE user_id = \(user) AND community_id = \(place + 1)"
          )
          try village.run(
            """
            INSERT INTO membership (public_id, user_id, community_id, role, joined_at, deleted_at,
              change) VALUES ('\(community)-\(user)-\(stay)', \(user), \(place + 1), 'member',
                \(at.milliseconds), \(left), 1)
            """)
        }
        for act in 0..<Int.random(in: 0...3, using: &random) {
          let at = time()
          person.acts.append(at)
          try village.run(
            """
            INSERT INTO activity (public_id, kind, user_id, community_id, created_at, change)
              VALUES ('\(community)-\(user)-\(act)', 'user_joined', \(user), \(place + 1),
                \(at.milliseconds), 1)
            """)
        }
        people.append(person)
      }
    }
    return people
  }

  fileprivate func cohorts(
    of community: String, _ people: [Person], until today: Day
  ) -> [MemberCohort] {
    guard let clock = zones[community] else { return [] }
    let own = recipes.filter { $0.community == community }
    func month(_ person: Person) -> Month? { person.joined.min().map { clock.day(of: $0).month } }
    func isActive(_ person: Person, in month: Month) -> Bool {
      let seen = views.filter { view in
        view.viewer == person.user && own.contains { $0.key == view.recipe }
      }
      return (seen.map(\.at) + person.acts).map { clock.day(of: $0) }
        .contains { $0.month == month && $0 <= today }
    }
    let people = people.filter { $0.community == community }
    return Set(people.compactMap(month)).sorted().map { joined in
      let cohort = people.filter { month($0) == joined }
      let months =
        joined.number > today.month.number ? [] : Array(joined.number...today.month.number)
      return MemberCohort(
        month: joined, members: cohort.count, left: cohort.count { !$0.isMember },
        active: months.map { number in
          number == joined.number
            ? cohort.count : cohort.count { isActive($0, in: Month(number: number)) }
        })
    }
  }
}
