public import RecipeModel

/// A recipe, as far as rules ask.
public struct RecipeStanding: Sendable, Equatable {
  public var id: RecipeID
  public var creator: UserID
  /// Where it stands; a recipe in a catalogue is its creator's alone.
  public var place: RecipePlace
  public var life: Life

  public init(id: RecipeID, creator: UserID, place: RecipePlace, life: Life = .living) {
    self.id = id
    self.creator = creator
    self.place = place
    self.life = life
  }
}

/// Where a recipe stands.
public enum RecipePlace: Sendable, Equatable {
  case community(CommunityStanding)
  /// The creator's own catalogue: a personal copy, or a recipe that never was anywhere else.
  case catalogue

  /// What rows carry: nil in a catalogue.
  public var communityID: CommunityID? {
    switch self {
    case .community(let community): community.id
    case .catalogue: nil
    }
  }
}
