public import RecipeModel

/// Content to be taken down.
public struct ArchivedTakedown: Sendable, Equatable {
  public var recipe: RecipeID
  public var reason: String
  /// Whether copies and forks that whoever acts may take down go too.
  public var withCopies: Bool
  /// What recipes said whose texts are gone since; the takedown is of that.
  public var contents: [Content]

  /// What one of the recipes said, as takedowns know it.
  public struct Content: Sendable, Equatable {
    public var recipe: RecipeID
    /// 16 bytes, over title, ingredients and steps.
    public var digest: [UInt8]

    public init(recipe: RecipeID, digest: [UInt8]) {
      self.recipe = recipe
      self.digest = digest
    }
  }

  public init(
    recipe: RecipeID, reason: String, withCopies: Bool = false, contents: [Content] = []
  ) {
    self.recipe = recipe
    self.reason = reason
    self.withCopies = withCopies
    self.contents = contents
  }
}

/// That somebody was erased who bears their pseudonym from the beginning of a history.
///
/// It cannot name whom it was: it is no request to erase a user, and erases nobody else.
public struct ArchivedErasure: Sendable, Equatable {
  /// The pseudonym's id.
  public var user: String
  /// Whether their recipes went too.
  public var withRecipes: Bool
  /// How many of their views became anonymous.
  public var views: Int
  public var successors: [Successor]

  /// Who became admin of a community after them.
  public struct Successor: Sendable, Equatable {
    public var community: String
    public var user: String

    public init(community: String, user: String) {
      self.community = community
      self.user = user
    }
  }

  public init(
    user: String, withRecipes: Bool = false, views: Int = 0, successors: [Successor] = []
  ) {
    self.user = user
    self.withRecipes = withRecipes
    self.views = views
    self.successors = successors
  }
}

extension ArchivedErasure {
  /// Ends the address of everybody who bears a pseudonym: no mail can reach it (RFC 2606).
  public static let addressEnd = "@erased.invalid"
}
