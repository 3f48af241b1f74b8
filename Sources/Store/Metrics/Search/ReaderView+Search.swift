import CommunityRules
import RecipeModel
public import Store

/// A page of what a search found.
public struct SearchPage: Sendable, Equatable {
  /// The best first; without words to find, the youngest first.
  public var hits: [SearchHit]
  /// How many hits to leave out to get the next page; nil when this is the last one.
  public var nextOffset: Int?
  /// Living recipes within reach that the full-text index does not hold yet, so that they cannot
  /// be among the hits; 0 when no words were asked for.
  public var unindexedRecipes: Int
}

extension ReaderView {
  /// The living recipes within reach that fit a query.
  ///
  /// A tag that is not there, and a community that is not there or not within reach, are found
  /// nowhere, without a word on which of the two it is.
  public func search(
    _ query: SearchQuery, offset: Int = 0, limit: Int
  ) throws(StoreFault) -> SearchPage {
    precondition(offset >= 0 && limit > 0, "a page has a place and a size")
    guard let keys = try keys(for: query), let tags = try tags(for: query) else {
      return SearchPage(hits: [], nextOffset: nil, unindexedRecipes: 0)
    }
    let request = SearchRequest(
      text: query.fullText, tags: tags, offset: offset, limit: limit + 1)
    let hits = try transaction.searchHits(request, for: keys)
    return SearchPage(
      hits: Array(hits.prefix(limit)), nextOffset: hits.count > limit ? offset + limit : nil,
      unindexedRecipes: query.terms.isEmpty ? 0 : try transaction.unindexedRecipeCount(for: keys))
  }

  private func keys(for query: SearchQuery) throws(StoreFault) -> ReaderKeys? {
    if query.communities.isEmpty { return keys }
    var wanted: Set<CommunityKey> = []
    for slug in query.communities {
      if let key = try transaction.searchedCommunity(slug) { wanted.insert(key) }
    }
    let narrowed = keys.narrowed(to: wanted)
    return narrowed.communities.isEmpty ? nil : narrowed
  }

  private func tags(for query: SearchQuery) throws(StoreFault) -> Set<TagKey>? {
    var tags: Set<TagKey> = []
    for name in query.tags {
      guard let tag = try transaction.tag(name) else { return nil }
      tags.insert(tag.tag)
    }
    return tags
  }
}
