import RecipeModel

/// Which authors the recipes of an import name, and whom of them a mapping knows.
public struct AuthorCensus: Sendable, Equatable {
  /// An author as an archive names them, for whom there is no user.
  public struct Stranger: Sendable, Equatable {
    public var name: String
    /// How many recipes name them.
    public var recipes: Int
  }

  /// How many recipes have a user for their author.
  public private(set) var mappedRecipes = 0
  /// How many recipes name an author for whom there is no user.
  public private(set) var strangersRecipes = 0
  /// How many of these have an author beyond the first `listedStrangers`.
  public private(set) var unlistedRecipes = 0
  private var strangersByName: [FoldedName: Stranger] = [:]

  /// How many authors are told apart; a hostile archive may have any number.
  public static let listedStrangers = 1000

  init() {}

  /// Those without a user, by name.
  public var strangers: [Stranger] {
    strangersByName.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Counts the author of one recipe; one that names nobody is nobody's.
  mutating func add(_ author: String?, isMapped: Bool) {
    guard let author, !author.isEmpty else { return }
    guard !isMapped else { return mappedRecipes += 1 }
    strangersRecipes += 1
    let name = FoldedName(author)
    if strangersByName[name] != nil {
      strangersByName[name]?.recipes += 1
    } else if strangersByName.count < AuthorCensus.listedStrangers {
      strangersByName[name] = Stranger(name: FoldedName.tidy(author), recipes: 1)
    } else {
      unlistedRecipes += 1
    }
  }
}
