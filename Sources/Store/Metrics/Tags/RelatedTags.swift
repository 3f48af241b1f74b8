public import RecipeModel
public import Store

/// The tags that go with a tag, and where the numbers come from.
public struct RelatedTags: Sendable, Equatable {
  /// The tag asked for, as it is shown, and its recipes.
  public var tag: TagUse
  /// How many living recipes there are, tagged or not.
  public var recipes: Int
  /// The most similar first (`jaccard`), then by recipes together, then by name.
  public var related: [RelatedTag]
  public var source: AnswerSource
}

/// A tag that stands on the same recipes as another.
public struct RelatedTag: Sendable, Equatable {
  public var name: String
  /// On how many recipes it is.
  public var recipes: Int
  /// On how many recipes both are.
  public var together: Int
  /// Recipes with both by recipes with either: 1 when they are always together.
  public var jaccard: Double
  /// How many times more often both are together than if they knew nothing of each other.
  public var lift: Double
}

extension ReaderView {
  /// The tags that stand on the same living recipes as a tag, as in `topTags`.
  ///
  /// Nil when the community is not within reach, or no recipe within reach carries the tag.
  public func relatedTags(
    to name: FoldedName, in community: FoldedName? = nil, limit: Int
  ) throws(StoreFault) -> RelatedTags? {
    guard let keys = try keys(for: community), var tag = try transaction.tag(name) else {
      return nil
    }
    let source: AnswerSource = try transaction.isCaughtUp(.tags) ? .index : .baseTables
    func recipes(of tag: TagKey) throws(StoreFault) -> Int {
      switch source {
      case .index: try transaction.recipeCount(of: tag, for: keys)
      case .baseTables: try transaction.countedRecipes(of: tag, for: keys)
      }
    }
    tag.recipes = try recipes(of: tag.tag)
    guard tag.recipes > 0 else { return nil }
    let all = try transaction.recipeCount(for: keys)
    var related: [RelatedTag] = []
    for other in try transaction.tagsTogether(with: tag.tag, for: keys) {
      let count = try recipes(of: other.tag)
      let together = Double(other.recipes)
      related.append(
        RelatedTag(
          name: other.name, recipes: count, together: other.recipes,
          jaccard: together / Double(tag.recipes + count - other.recipes),
          lift: together * Double(all) / (Double(tag.recipes) * Double(count))))
    }
    related.sort { ($1.jaccard, $1.together, $0.name) < ($0.jaccard, $0.together, $1.name) }
    return RelatedTags(
      tag: tag, recipes: all, related: Array(related.prefix(limit)), source: source)
  }
}
