import CommunityRules
import RecipeModel

/// What the store must hold, said anew in plain collections and without the rules' code.
struct Model {
  struct Recipe: Equatable {
    var creator: Int
    var title: String
    var isDeleted = false
    /// The deletion of its community took it, and gives it back.
    var wentWithCommunity = false
  }

  struct Community: Equatable {
    var slug: String
    var members: [Int: Role]
    /// Whom its deletion took, to come back with it.
    var goneMembers: [Int: Role] = [:]
    var recipes: [RecipeID: Recipe] = [:]
    var isDeleted = false
  }

  enum Step: Equatable {
    case found(Int, String)
    case invite(Int, CommunityID, by: Int)
    case promote(Int, CommunityID, by: Int)
    case leave(Int, CommunityID)
    case deleteCommunity(CommunityID, by: Int?)
    case restoreCommunity(CommunityID, admin: Int?)
    case create(String, CommunityID?, by: Int)
    case edit(RecipeID, String, by: Int)
    case delete(RecipeID, by: Int)
    case restore(RecipeID, by: Int)
  }

  var communities: [CommunityID: Community] = [:]
  /// Recipes in the catalogues of their creators.
  var catalogue: [RecipeID: Recipe] = [:]

  /// Whether a step is to be allowed.
  func allows(_ step: Step) -> Bool {
    switch step {
    case .found(_, let slug): !isTaken(slug)
    case .invite(_, let community, let host): isAdmin(host, community)
    case .promote(let person, let community, let actor):
      isAdmin(actor, community) && role(person, community) != nil
    case .leave(let person, let community): mayLeave(person, community)
    case .deleteCommunity(let community, let actor):
      actor == nil && communities[community]?.isDeleted == false
    case .restoreCommunity(let id, let admin): mayRestore(id, admin)
    case .create(_, let community, let creator):
      community.map { role(creator, $0) != nil } ?? true
    case .edit(let recipe, _, let actor):
      mayChange(recipe, actor, asAdmin: false, whileDeleted: false)
    case .delete(let recipe, let actor):
      mayChange(recipe, actor, asAdmin: true, whileDeleted: false)
    case .restore(let recipe, let actor):
      mayChange(recipe, actor, asAdmin: true, whileDeleted: true)
    }
  }

  /// Does an allowed step; `made` are the ids that the store gave to what it makes.
  mutating func play(_ step: Step, community made: CommunityID?, recipes: [RecipeID]) {
    switch step {
    case .found(let person, let slug):
      guard let made else { return }
      communities[made] = Community(slug: slug, members: [person: .admin])
    case .invite(let person, let id, _):
      if communities[id]?.members[person] == nil { communities[id]?.members[person] = .member }
    case .promote(let person, let id, _): communities[id]?.members[person] = .admin
    case .leave(let person, let id):
      communities[id]?.members[person] = nil
      if communities[id]?.members.isEmpty == true { end(id) }
    case .deleteCommunity(let id, _): end(id)
    case .restoreCommunity(let id, let admin): comeBack(id, admin)
    case .create(let title, let community, let creator):
      let recipe = Recipe(creator: creator, title: title)
      if let community, let first = recipes.first {
        communities[community]?.recipes[first] = recipe
      }
      if let last = recipes.last { catalogue[last] = recipe }
    case .edit(let id, let title, _): change(id) { $0.title = title }
    case .delete(let id, _): change(id) { $0.isDeleted = true }
    case .restore(let id, _): change(id) { $0.isDeleted = false }
    }
  }

  // MARK: - What is so

  func role(_ person: Int, _ community: CommunityID) -> Role? {
    guard let community = communities[community], !community.isDeleted else { return nil }
    return community.members[person]
  }

  private func isAdmin(_ person: Int, _ community: CommunityID) -> Bool {
    role(person, community) == .admin
  }

  private func isTaken(_ slug: String) -> Bool {
    communities.values.contains { $0.slug == slug && !$0.isDeleted }
  }

  private func mayLeave(_ person: Int, _ id: CommunityID) -> Bool {
    guard let role = role(person, id), let members = communities[id]?.members else { return false }
    let others = members.filter { $0.key != person }
    return others.isEmpty || role == .member || others.values.contains(.admin)
  }

  private func mayRestore(_ id: CommunityID, _ admin: Int?) -> Bool {
    guard let community = communities[id], community.isDeleted, !isTaken(community.slug) else {
      return false
    }
    return (admin == nil) == community.goneMembers.values.contains(.admin)
  }

  private func mayChange(
    _ id: RecipeID, _ person: Int, asAdmin: Bool, whileDeleted: Bool
  ) -> Bool {
    if let recipe = catalogue[id] {
      return recipe.creator == person && recipe.isDeleted == whileDeleted
    }
    for (community, content) in communities {
      guard let recipe = content.recipes[id] else { continue }
      guard let role = role(person, community) else { return false }
      return (recipe.creator == person || asAdmin && role == .admin)
        && recipe.isDeleted == whileDeleted
    }
    return false
  }

  // MARK: - What changes

  private mutating func change(_ id: RecipeID, _ edit: (inout Recipe) -> Void) {
    if var recipe = catalogue[id] {
      edit(&recipe)
      catalogue[id] = recipe
    }
    for community in communities.keys {
      guard var recipe = communities[community]?.recipes[id] else { continue }
      edit(&recipe)
      communities[community]?.recipes[id] = recipe
    }
  }

  private mutating func end(_ id: CommunityID) {
    guard var community = communities[id] else { return }
    community.isDeleted = true
    community.goneMembers = community.members
    community.members = [:]
    for (key, recipe) in community.recipes where !recipe.isDeleted {
      community.recipes[key]?.isDeleted = true
      community.recipes[key]?.wentWithCommunity = true
    }
    communities[id] = community
  }

  private mutating func comeBack(_ id: CommunityID, _ admin: Int?) {
    guard var community = communities[id] else { return }
    community.isDeleted = false
    community.members = community.goneMembers
    if let admin { community.members[admin] = .admin }
    community.goneMembers = [:]
    for (key, recipe) in community.recipes where recipe.wentWithCommunity {
      community.recipes[key]?.isDeleted = false
      community.recipes[key]?.wentWithCommunity = false
    }
    communities[id] = community
  }
}
