import CommunityRules
import RecipeModel
public import Store

extension CommunityActions {
  /// A page of the recipes of a community or of one's own catalogue, from new to old (R7).
  ///
  /// Deleted ones are among them only if asked for (R20), and then those that whoever asks may
  /// restore.
  public func listRecipes(
    in place: PlaceName, includingDeleted: Bool = false, after cursor: RecipeCursor? = nil,
    limit: Int, as acting: ActingAs
  ) throws -> RecipePage {
    precondition(limit > 0, "a page has room for a recipe")
    return try look(as: acting) { standings, asker in
      let transaction = standings.transaction
      // One more than asked for tells whether there is a next page.
      let listings =
        switch try standings.place(place, for: asker) {
        case .community(let community):
          try transaction.recipes(
            in: community.key,
            deleted: try standings.deletedRows(
              in: community, asked: includingDeleted, for: asker),
            after: cursor, limit: limit + 1)
        case .catalogue:
          try transaction.recipes(
            inCatalogueOf: try asker.requireCatalogue(),
            deleted: includingDeleted ? .included : .leftOut,
            after: cursor, limit: limit + 1)
        }
      let page = listings.prefix(limit)
      return RecipePage(
        recipes: page.map { RecipeSummary($0) },
        next: listings.count > limit ? page.last.map { RecipeCursor(after: $0.recipe) } : nil)
    }
  }
}

extension Standings {
  fileprivate func deletedRows(
    in community: StoredCommunity, asked includingDeleted: Bool, for asker: Asker
  ) throws -> DeletedRows {
    let sight = try ViewCommunity.decide(
      community.standing, includingDeleted: includingDeleted, by: asker.actor)
    switch sight {
    case .living: return .leftOut
    case .livingAndOwnDeleted:
      guard let key = asker.key else { return .leftOut }
      return .createdBy(key)
    case .everything: return .included
    }
  }
}
