public import CommunityRules
public import RecipeFormats

/// How an import takes archives, whatever they are, into whatever place and by whom.
public struct ImportOptions: Sendable, Equatable {
  /// The reader to use whatever the content looks like; nil to detect it.
  public var format: String?
  /// What the columns of tables hold, where that is not left to their names.
  public var columns = StatedColumns.none
  /// Keeps equal ids of two sources apart; nil for the name of the format.
  public var sourceName: String?
  /// What becomes of the tags that archives bring.
  public var tagRules = TagRules.none
  /// Tags that every recipe gets besides its own, whatever the rules say.
  public var tags: [String] = []
  public var duplicates = DuplicateHandling.skip
  public var nearDuplicates = NearDuplicateHandling.ignore
  /// Whether texts can be searched at once; otherwise once the stage of full text has run.
  public var indexesText = true

  public init() {}
}
