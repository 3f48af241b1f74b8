public import RecipeModel

/// A community, as far as rules ask.
public struct CommunityStanding: Sendable, Equatable {
  public var id: CommunityID
  /// How refusals name it.
  public var slug: String
  public var life: Life

  public init(id: CommunityID, slug: String, life: Life = .living) {
    self.id = id
    self.slug = slug
    self.life = life
  }

  func requireLiving(for actor: Actor, to asked: String) throws(Refusal) {
    guard life.isLiving else {
      throw actor.refusal(
        .r20, asked, because: "\(slug) is deleted",
        instead: "the operator can restore it until its retention ends")
    }
  }
}
