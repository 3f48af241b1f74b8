import RecipeModel

/// Who has a say over a recipe.
enum RecipeAuthority {
  /// Any member of its community (R11).
  case member
  /// Its creator, while a member (R7a).
  case creator
  /// Its creator, while a member, or an admin of its community (R20).
  case creatorOrAdmin

  /// The rule that refuses a member without the say.
  private var rule: Rule {
    switch self {
    case .member: .r11
    case .creator: .r12
    case .creatorOrAdmin: .r20
    }
  }

  /// Lets pass who has the say over a recipe, living or deleted.
  ///
  /// In a community the operator may do what its creator could; over a recipe in a catalogue only
  /// its owner has a say, and the operator can act as them. Who may not see the recipe is told
  /// nothing of it. `whose` creator is said to have it, where something of the recipe was asked for.
  func require(
    over recipe: RecipeStanding, for actor: Actor, to asked: String, whose: String = "its"
  ) throws(Refusal) {
    try actor.requireLiving(to: asked)
    switch (actor, recipe.place) {
    case (.operator, .community): return
    case (.operator, .catalogue):
      throw actor.refusal(
        .r20, asked, because: "it is in somebody's own catalogue",
        instead: "do it as its owner")
    case (.person(let person), .catalogue):
      guard recipe.creator == person.id else { throw .unseen(actor, asked) }
    case (.person(let person), .community(let community)):
      try require(over: recipe, in: community, for: person, to: asked, whose: whose)
    }
  }

  private func require(
    over recipe: RecipeStanding, in community: CommunityStanding, for person: PersonStanding,
    to asked: String, whose: String
  ) throws(Refusal) {
    let actor = Actor.person(person)
    guard let role = person.role(in: community.id) else {
      throw recipe.creator == person.id
        ? .away(actor, asked, community) : .unseen(actor, asked)
    }
    if recipe.creator == person.id { return }
    switch self {
    case .member: return
    case .creator:
      throw actor.refusal(
        rule, asked, because: "only \(whose) creator can", instead: "ask \(whose) creator")
    case .creatorOrAdmin:
      guard role == .admin else {
        throw actor.refusal(
          rule, asked, because: "only \(whose) creator or an admin can",
          instead: "ask \(whose) creator or an admin of \(community.slug)")
      }
    }
  }
}

extension RecipeStanding {
  /// Refuses when the recipe or its community is deleted; `called` is how to speak of the recipe.
  func requireLiving(
    for actor: Actor, to asked: String, called name: String = "it"
  ) throws(Refusal) {
    if case .community(let community) = place {
      try community.requireLiving(for: actor, to: asked)
    }
    guard life.isLiving else {
      throw actor.refusal(.r20, asked, because: "\(name) is deleted", instead: "restore it first")
    }
  }
}

extension Refusal {
  /// What somebody hears who may not see the recipe: neither where it is nor whether it lives.
  static func unseen(_ actor: Actor, _ asked: String) -> Refusal {
    actor.refusal(.r7, asked, because: "only those who may see it can")
  }

  /// What a recipe's creator hears who has left its community (R7a).
  static func away(
    _ actor: Actor, _ asked: String, _ community: CommunityStanding
  ) -> Refusal {
    actor.refusal(
      .r7a, asked, because: "\(actor.name) has left \(community.slug)",
      instead: "an admin of \(community.slug) can invite \(actor.name) again")
  }
}
