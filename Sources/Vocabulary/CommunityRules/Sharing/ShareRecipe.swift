public import RecipeModel

/// Sharing a recipe of one community into another, where it becomes an independent copy (R16, R17).
///
/// Its creator may, and the admins of either community, if they are members of both.
public enum ShareRecipe {
  /// What is so, as the store knows it.
  public struct State: Sendable, Equatable {
    public var recipe: RecipeStanding
    /// Where it shall be.
    public var destination: CommunityStanding
    /// The living share of the same recipe that the destination holds already.
    public var livingShare: RecipeID?

    public init(
      recipe: RecipeStanding, destination: CommunityStanding, livingShare: RecipeID? = nil
    ) {
      self.recipe = recipe
      self.destination = destination
      self.livingShare = livingShare
    }
  }

  /// The fork to make; no personal copy is made beside it.
  public struct Decision: Sendable, Equatable {
    public var origin: RecipeID
    /// Who shared it, whether or not they created the origin.
    public var creator: UserID
    /// The community it is shared from.
    public var source: CommunityID
    public var destination: CommunityID
  }

  public static func decide(_ state: State, by actor: Actor) throws(Refusal) -> Decision {
    let (recipe, destination) = (state.recipe, state.destination)
    let asked = "share recipe \(recipe.id) into \(destination.slug)"
    let person = try actor.requirePerson(
      to: asked, or: .r16, instead: "do it as a member of both communities")
    let source = try recipe.source(for: person, to: asked, destination: destination)
    guard source.id != destination.id else {
      throw actor.refusal(
        .r16, asked, because: "it is there already", instead: "share it into another community")
    }
    try requireSay(of: person, over: recipe, from: source, into: destination, to: asked)
    try recipe.requireLiving(for: actor, to: asked)
    try destination.requireLiving(for: actor, to: asked)
    if let share = state.livingShare {
      throw actor.refusal(
        .r16, asked, because: "\(destination.slug) holds a share of it",
        instead: "recipe \(share) is that share")
    }
    return Decision(
      origin: recipe.id, creator: person.id, source: source.id, destination: destination.id)
  }

  private static func requireSay(
    of person: PersonStanding, over recipe: RecipeStanding, from source: CommunityStanding,
    into destination: CommunityStanding, to asked: String
  ) throws(Refusal) {
    let actor = Actor.person(person)
    guard let role = person.role(in: destination.id) else {
      throw actor.refusal(
        .r16, asked, because: "\(person.username) is not a member of \(destination.slug)",
        instead: "an admin of \(destination.slug) can invite \(person.username)")
    }
    let isAdmin = role == .admin || person.role(in: source.id) == .admin
    guard isAdmin || recipe.creator == person.id else {
      throw actor.refusal(
        .r16, asked, because: "only its creator or an admin of either community can",
        instead: "ask its creator, or an admin of \(source.slug) or \(destination.slug)")
    }
  }
}

extension RecipeStanding {
  /// The community that a member shares it from.
  fileprivate func source(
    for person: PersonStanding, to asked: String, destination: CommunityStanding
  ) throws(Refusal) -> CommunityStanding {
    let actor = Actor.person(person)
    switch place {
    case .community(let community):
      guard person.isMember(of: community.id) else {
        throw creator == person.id ? .away(actor, asked, community) : .unseen(actor, asked)
      }
      return community
    case .catalogue:
      guard creator == person.id else { throw .unseen(actor, asked) }
      throw actor.refusal(
        .r16, asked, because: "it is in a catalogue",
        instead: "create it in \(destination.slug), or share the community's recipe")
    }
  }
}
