import CommunityRules
import RecipeModel

/// The people, the community and the recipes that the tests are about.
///
/// Ada and Otto are admins of sourdough-circle, Ben and Cleo members; Cleo created the recipe.
enum Cast {
  static let circle = CommunityStanding(id: CommunityID("circle"), slug: "sourdough-circle")
  static let ryeHouse = CommunityStanding(id: CommunityID("rye"), slug: "rye-house")
  /// Where nobody is, unless a test lets them join.
  static let crumb = CommunityStanding(id: CommunityID("crumb"), slug: "crumb")

  static let ada = person("ada", .admin)
  static let otto = person("otto", .admin)
  static let ben = person("ben", .member)
  static let cleo = person("cleo", .member)
  static let dora = person("dora", nil)
  /// An admin, but of another community.
  static let eve = PersonStanding(
    id: UserID("eve"), username: "eve", roles: [ryeHouse.id: .admin])

  static let now = Instant(milliseconds: 1_795_000_000_000)
  static let dayInMilliseconds: Int64 = 86_400_000
  static let deletion = DeletionID("d-1")
  static let deleted = Life.deleted(by: deletion, at: now)

  static let recipe = RecipeStanding(
    id: RecipeID("r-1"), creator: cleo.id, place: .community(circle))
  static let copy = RecipeStanding(id: RecipeID("r-2"), creator: cleo.id, place: .catalogue)
  static let proposal = ProposalStanding(
    id: ProposalID("p-1"), proposer: ben.id, recipe: recipe)

  static func person(_ name: String, _ role: Role?) -> PersonStanding {
    PersonStanding(
      id: UserID(name), username: name, roles: role.map { [circle.id: $0] } ?? [:])
  }
}

extension PersonStanding {
  var away: PersonStanding { PersonStanding(id: id, username: username) }
  /// Deleted, with memberships that a careless loader still hands over.
  var erased: PersonStanding {
    PersonStanding(
      id: id, username: username, isDeleted: true, roles: [Cast.circle.id: .admin])
  }
}

extension Actor {
  /// The same person, with a role in one more community; the operator stays as they are.
  func joining(_ role: Role, of community: CommunityStanding) -> Actor {
    guard case .person(var person) = self else { return self }
    person.roles[community.id] = role
    return .person(person)
  }
}

extension CommunityStanding {
  var gone: CommunityStanding { CommunityStanding(id: id, slug: slug, life: Cast.deleted) }
}

extension RecipeStanding {
  var gone: RecipeStanding {
    RecipeStanding(id: id, creator: creator, place: place, life: Cast.deleted)
  }
}

extension ProposalStanding {
  func decided(_ status: ProposalStatus) -> ProposalStanding {
    ProposalStanding(id: id, proposer: proposer, recipe: recipe, status: status)
  }

  /// Of another recipe.
  func on(_ recipe: RecipeStanding) -> ProposalStanding {
    ProposalStanding(id: id, proposer: proposer, recipe: recipe, status: status)
  }
}

/// The refusal that the request runs into; nil when it is allowed.
func refusal<Decision>(_ request: () throws(Refusal) -> Decision) -> Refusal? {
  do throws(Refusal) {
    _ = try request()
    return nil
  } catch {
    return error
  }
}
