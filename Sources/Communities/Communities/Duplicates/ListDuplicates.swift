import CommunityRules
import RecipeModel
public import Store

/// A part of a list of duplicates.
public struct DuplicatePage: Sendable, Equatable {
  /// The most alike first.
  public var duplicates: [StoredDuplicate]
  /// How many to leave out for the next page; nil after the last one.
  public var nextOffset: Int?
  /// Whether all texts were compared; otherwise `levain index` may find more.
  public var isComplete: Bool
}

extension CommunityActions {
  /// A page of the duplicates of a community, to its members, or of one's own catalogue (R7).
  ///
  /// `minimumScore` is in thousandths. Only living recipes are paired, and only within the place.
  public func listDuplicates(
    in place: PlaceName, minimumScore: Int = 0, states: Set<DuplicateState> = [.open],
    offset: Int = 0, limit: Int, as acting: ActingAs
  ) throws -> DuplicatePage {
    precondition(limit > 0 && offset >= 0, "a page has room for a pair")
    return try look(as: acting) { standings, asker in
      let transaction = standings.transaction
      let found: DuplicatePlace =
        switch try standings.place(place, for: asker) {
        case .community(let community):
          .community(try standings.livingCommunity(community, for: asker).key)
        case .catalogue: .catalogue(of: try asker.requireCatalogue())
        }
      // One more than asked for tells whether there is a next page.
      let pairs = try transaction.duplicates(
        in: found, minimumScore: minimumScore, states: states, offset: offset, limit: limit + 1)
      return DuplicatePage(
        duplicates: Array(pairs.prefix(limit)),
        nextOffset: pairs.count > limit ? offset + limit : nil,
        isComplete: try transaction.hasComparedAllBodies())
    }
  }
}

extension Standings {
  /// A community whose contents whoever asks may see (R7).
  fileprivate func livingCommunity(
    _ community: StoredCommunity, for asker: Asker
  ) throws -> StoredCommunity {
    _ = try ViewCommunity.decide(community.standing, includingDeleted: false, by: asker.actor)
    return community
  }
}
