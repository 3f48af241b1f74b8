public import RecipeModel
public import Store

/// The most used tags, and where the numbers come from.
public struct TopTags: Sendable, Equatable {
  /// The most used first, then by name.
  public var tags: [TagUse]
  public var source: AnswerSource
}

extension ReaderView {
  /// The tags on most living recipes: of one community, or of all within reach together.
  ///
  /// Nil when the community is not within reach. Catalogues are not counted.
  public func topTags(
    in community: FoldedName? = nil, limit: Int
  ) throws(StoreFault) -> TopTags? {
    guard let keys = try keys(for: community) else { return nil }
    if try transaction.isCaughtUp(.tags) {
      return TopTags(tags: try transaction.topTags(for: keys, limit: limit), source: .index)
    }
    return TopTags(
      tags: try transaction.countedTopTags(for: keys, limit: limit), source: .baseTables)
  }

  /// The keys turned to the living community with a slug; nil when that is not within reach.
  func keys(for community: FoldedName?) throws(StoreFault) -> ReaderKeys? {
    guard let community else { return keys }
    guard let key = try transaction.searchedCommunity(community), keys.communities.contains(key)
    else { return nil }
    return keys.narrowed(to: [key])
  }
}
