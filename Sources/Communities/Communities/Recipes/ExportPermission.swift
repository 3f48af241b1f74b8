import CommunityRules
import RecipeModel
public import Store

/// Permission to take recipes out (R7).
public struct ExportPermission: Sendable {
  /// Where the recipes are.
  public enum Source: Sendable {
    case community(StoredCommunity)
    /// The catalogue of this user.
    case catalogue(StoredUser)
  }

  /// Nil for whatever is within reach.
  public let source: Source?
  /// Who takes them; nil for the operator.
  private let user: UserKey?

  fileprivate init(source: Source?, user: UserKey?) {
    self.source = source
    self.user = user
  }

  /// A page of the living recipes of the source, from new to old; of none, where there is none.
  public func recipes(
    after cursor: RecipeCursor?, limit: Int, in transaction: ReadTransaction
  ) throws(StoreFault) -> [StoredListing] {
    switch source {
    case .community(let community):
      try transaction.recipes(in: community.key, after: cursor, limit: limit)
    case .catalogue(let owner):
      try transaction.recipes(inCatalogueOf: owner.key, after: cursor, limit: limit)
    case nil: []
    }
  }

  /// Whether all that an import brought along with a recipe may go out.
  ///
  /// What its format had no field for is there for the operator and its creator alone: nobody has
  /// looked at it before it would go to others.
  public func mayTakeExtras(of recipe: StoredRecipe) -> Bool {
    user == nil || user == recipe.creator
  }
}

extension CommunityActions {
  /// Asks whether somebody may take recipes out of a place, or out of all that is within their
  /// reach, for reads inside one transaction.
  public static func resolveExport(
    of place: PlaceName?, as acting: ActingAs, in transaction: ReadTransaction
  ) throws -> ExportPermission {
    let standings = Standings(transaction: transaction)
    let asker = try standings.asker(acting)
    guard let place else {
      _ = try Reach.decide(by: asker.actor)
      return ExportPermission(source: nil, user: asker.key)
    }
    switch try standings.place(place, for: asker) {
    case .community(let community):
      _ = try ViewCommunity.decide(community.standing, by: asker.actor)
      return ExportPermission(source: .community(community), user: asker.key)
    case .catalogue:
      let key = try asker.requireCatalogue()
      return ExportPermission(source: asker.user.map { .catalogue($0) }, user: key)
    }
  }
}
