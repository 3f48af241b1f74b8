import RecipeModel

/// Who has a say over a recipe.
enum RecipeAuthority {
  /// Its creator, while a member (R7a).
  case creator
  /// Its creator, while a member, or an admin of its community (R20).
  case creatorOrAdmin

  /// The rule that refuses a member without the say.
  private var rule: Rule {
    switch self {
    case .creator: .r12
    case .creatorOrAdmin: .r20
    }
  }

  /// Lets pass who has the say over a recipe, living or deleted.
  ///
  /// In a community the operator may do what its creator could; over a recipe in a catalogue only
  /// its owner has a say, and the operator can act as them. Who may not see the recipe is told
  /// nothing of it.
  func require(over recipe: RecipeStanding, for actor: Actor, to asked: String) throws(Refusal) {
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
      try require(over: recipe, in: community, for: person, to: asked)
    }
  }

  private func require(
    over recipe: RecipeStanding, in community: CommunityStanding, for person: PersonStanding,
    to asked: String
  ) throws(Refusal) {
    let actor = Actor.person(person)
    guard let role = person.role(in: community.id) else {
      throw recipe.creator == person.id
        ? .away(actor, asked, community) : .unseen(actor, asked)
    }
    if recipe.creator == person.id { return }
    switch self {
    case .creator:
      throw actor.refusal(
        rule, asked, because: "only its creator can", instead: "ask its creator")
    case .creatorOrAdmin:
      guard role == .admin else {
        throw actor.refusal(
          rule, asked, because: "only its creator or an admin can",
          instead: "ask its creator or an admin of \(community.slug)")
      }
    }
  }
}

extension RecipeStanding {
  /// Refuses when the recipe or its community is deleted.
  func requireLiving(for actor: Actor, to asked: String) throws(Refusal) {
    if case .community(let community) = place {
      try community.requireLiving(for: actor, to: asked)
    }
    guard life.isLiving else {
      throw actor.refusal(.r20, asked, because: "it is deleted", instead: "restore it first")
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
