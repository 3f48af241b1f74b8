import CommunityRules
import RecipeModel
import TestKit

/// A few people and their communities in memory, changed only as the rules decide.
struct Village {
  enum Step: Equatable {
    case found(Int, String)
    case invite(Int, String, by: Int)
    case change(Int, to: Role, in: String, by: Int)
    case leave(Int, String)
  }

  static let people = 0..<6
  static let slugs = ["loaf", "crust", "crumb"]

  /// The living members of each living community, by slug.
  private(set) var rolls: [String: [Int: Role]] = [:]
  private var generator: SeededGenerator

  init(seed: Int) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func randomStep() -> Step {
    let person = Int.random(in: Self.people, using: &generator)
    let other = Int.random(in: Self.people, using: &generator)
    let slug = Self.slugs[Int.random(in: Self.slugs.indices, using: &generator)]
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return .found(person, slug)
    case 1...4: return .invite(person, slug, by: other)
    case 5: return .change(person, to: .admin, in: slug, by: other)
    case 6: return .change(person, to: .member, in: slug, by: other)
    default: return .leave(person, slug)
    }
  }

  /// Asks the rule, and does what it decides.
  mutating func play(_ step: Step) -> Refusal? {
    do throws(Refusal) {
      switch step {
      case .found(let person, let slug): try found(person, slug)
      case .invite(let person, let slug, let host): try invite(person, slug, by: host)
      case .change(let person, let role, let slug, let actor):
        let decision = try ChangeRole.decide(
          standing(person), to: role, in: community(slug), by: .person(standing(actor)))
        if decision == .isPromoted { rolls[slug]?[person] = role }
      case .leave(let person, let slug): try leave(person, slug)
      }
      return nil
    } catch {
      return error
    }
  }

  /// What must come of a step, said anew without the rules' code.
  func expectedRefusal(of step: Step) -> Rule? {
    switch step {
    case .found: return nil
    case .invite(_, let slug, let host):
      return rolls[slug]?[host] == .admin ? nil : .r3
    case .change(let person, .admin, let slug, let actor):
      return rolls[slug]?[actor] == .admin && rolls[slug]?[person] != nil ? nil : .r3
    case .change(let person, .member, let slug, let actor):
      guard rolls[slug]?[actor] == .admin else { return .r4 }
      switch rolls[slug]?[person] {
      case nil: return .r3
      case .admin: return .r4
      case .member: return nil
      }
    case .leave(let person, let slug):
      guard let roll = rolls[slug], let role = roll[person] else { return .r1 }
      let isLastAdmin = role == .admin && roll.count { $0.value == .admin } == 1
      return isLastAdmin && roll.count > 1 ? .r5 : nil
    }
  }

  private mutating func found(_ person: Int, _ slug: String) throws(Refusal) {
    // The store refuses a slug that a living community holds.
    guard rolls[slug] == nil else { return }
    var draft = Drafts.community
    draft.id = CommunityID(slug)
    let decision = try CreateCommunity.decide(
      draft, firstAdmin: nil, by: .person(standing(person)), at: Cast.now)
    rolls[slug] = [person: decision.firstAdmin.role]
  }

  private mutating func invite(_ person: Int, _ slug: String, by host: Int) throws(Refusal) {
    let decision = try Invite.decide(
      .user(standing(person)), into: community(slug), by: .person(standing(host)), at: Cast.now)
    if case .joins(let membership) = decision { rolls[slug]?[person] = membership.role }
  }

  private mutating func leave(_ person: Int, _ slug: String) throws(Refusal) {
    let others = (rolls[slug] ?? [:]).filter { $0.key != person }
    let members = others.filter { $0.value == .member }.keys.sorted()
    let decision = try Leave.decide(
      community(slug),
      remaining: RemainingMembers(
        adminCount: others.count - members.count, memberCount: members.count,
        candidates: members.map { "p\($0)" }),
      by: .person(standing(person)))
    switch decision {
    case .membershipEnds: rolls[slug]?[person] = nil
    case .communityEnds: rolls[slug] = nil
    }
  }

  private func standing(_ person: Int) -> PersonStanding {
    PersonStanding(
      id: UserID("p\(person)"), username: "p\(person)",
      roles: Dictionary(
        uniqueKeysWithValues: rolls.compactMap { slug, roll in
          roll[person].map { (CommunityID(slug), $0) }
        }))
  }

  private func community(_ slug: String) -> CommunityStanding {
    CommunityStanding(id: CommunityID(slug), slug: slug)
  }
}
