import CommunityRules
import RecipeModel
import Store

/// Loads from one transaction what the rules ask about.
struct Standings {
  let transaction: ReadTransaction

  func asker(_ acting: ActingAs) throws -> Asker {
    switch acting {
    case .operator:
      return Asker(actor: .operator, user: nil, roles: [])
    case .person(let email):
      guard let user = try transaction.user(withEmail: FoldedName(email)) else {
        throw UnknownReference(.emailAddress, email)
      }
      return try asker(user)
    }
  }

  /// A user whom an archive names; the operator where it names nobody.
  func asker(named given: String?) throws -> Asker {
    guard let given else { return try asker(.operator) }
    return try asker(try user(named: given))
  }

  private func asker(_ user: StoredUser) throws -> Asker {
    let roles = try transaction.roles(of: user.key)
    let person = PersonStanding(
      id: user.id, username: user.username, isDeleted: user.deletedAt != nil,
      roles: Dictionary(roles.map { ($0.id, $0.role) }, uniquingKeysWith: { first, _ in first }))
    return Asker(actor: .person(person), user: user, roles: roles)
  }

  /// The living user with an e-mail address or a username, or the user with an id.
  func user(named given: String) throws -> StoredUser {
    guard let user = try livingUser(named: given) ?? transaction.user(UserID(given)) else {
      throw UnknownReference(.user, given)
    }
    return user
  }

  /// The living user with an e-mail address or a username; nil for nobody.
  func livingUser(named given: String) throws(StoreFault) -> StoredUser? {
    let folded = FoldedName(given)
    // Nothing without an @ is an address; archives name most people by id.
    if given.utf8.contains(UInt8(ascii: "@")), let user = try transaction.user(withEmail: folded) {
      return user
    }
    return try transaction.user(withUsername: folded)
  }

  /// A user as rules about one community see them; about a catalogue, roles do not matter.
  func person(
    _ user: StoredUser, in community: StoredCommunity?
  ) throws(StoreFault) -> PersonStanding {
    var person = PersonStanding(
      id: user.id, username: user.username, isDeleted: user.deletedAt != nil)
    if let community, let membership = try transaction.membership(of: user.key, in: community.key) {
      person.roles = [community.id: membership.role]
    }
    return person
  }

  /// The living community with a slug, or the community with an id, living or deleted.
  ///
  /// One that whoever asks does not belong to is not there for them (R7).
  func community(named given: String, for asker: Asker) throws -> StoredCommunity {
    let found =
      try transaction.community(slug: given) ?? transaction.community(CommunityID(given))
    guard let found, asker.sees(found) else {
      throw UnknownReference(.community, given, nearest: try nearestSlug(to: given, for: asker))
    }
    return found
  }

  /// The deleted community with an id, or the only one that had a slug; the operator's to name.
  func deletedCommunity(named given: String, for asker: Asker) throws -> StoredCommunity {
    try asker.requireSightOfDeletedCommunities()
    if let community = try transaction.community(CommunityID(given)) { return community }
    let found = try transaction.deletedCommunities(slug: given)
    guard let first = found.first else { throw UnknownReference(.deletedCommunity, given) }
    guard found.count == 1 else {
      throw AmbiguousReference(
        kind: .deletedCommunity, given: given, candidates: found.map(\.id.text))
    }
    return first
  }

  func place(_ name: PlaceName, for asker: Asker) throws -> Place {
    switch name {
    case .community(let given): .community(try community(named: given, for: asker))
    case .catalogue: .catalogue
    }
  }

  /// The recipe with an id; one beyond the reach of whoever asks is not there for them (R7).
  func recipe(_ id: RecipeID, for asker: Asker) throws -> LoadedRecipe {
    guard let recipe = try transaction.recipe(id).map({ try load($0) }), try asker.sees(recipe)
    else { throw UnknownReference(.recipe, id.text) }
    return recipe
  }

  /// The recipe with an id, to be changed by whoever asks.
  ///
  /// Who created it knows of it even away, and is told by the rule that they are (R7a).
  func recipe(_ id: RecipeID, changedBy asker: Asker) throws -> LoadedRecipe {
    guard let recipe = try transaction.recipe(id).map({ try load($0) }),
      try asker.sees(recipe) || asker.created(recipe)
    else { throw UnknownReference(.recipe, id.text) }
    return recipe
  }

  /// A recipe with its creator and its community.
  func load(_ recipe: StoredRecipe) throws -> LoadedRecipe {
    guard let creator = try transaction.user(recipe.creator) else {
      throw StoreFault(.inconsistent("a recipe has no creator"))
    }
    let place: Place
    if let key = recipe.community {
      guard let community = try transaction.community(key) else {
        throw StoreFault(.inconsistent("a recipe is in no community that there is"))
      }
      place = .community(community)
    } else {
      place = .catalogue
    }
    return LoadedRecipe(stored: recipe, creator: creator, place: place)
  }

  private func nearestSlug(to given: String, for asker: Asker) throws -> String? {
    let slugs =
      asker.isOperator
      ? try transaction.communities(limit: Standings.namesCompared).map(\.slug)
      : asker.roles.map(\.slug).sorted()
    return NearestName.of(given, among: slugs)
  }

  /// How many communities a hint looks at.
  private static let namesCompared = 1000
}
