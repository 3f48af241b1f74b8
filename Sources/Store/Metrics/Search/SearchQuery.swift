public import RecipeModel

/// What somebody typed to search for, taken apart.
///
/// Words must all be there; `"several words"` must stand together; `flour*` finds whatever begins
/// so; `tag:NAME` and `community:SLUG`, quoted where they hold spaces, narrow the search. Everything
/// else that may mean something to a search engine is plain text here.
public struct SearchQuery: Sendable, Equatable {
  /// One thing to find in the text of a recipe.
  public struct Term: Sendable, Equatable {
    /// One word, or several that stand together.
    public var text: String
    /// Whether the last word may go on.
    public var isPrefix: Bool

    public init(_ text: String, isPrefix: Bool = false) {
      self.text = text
      self.isPrefix = isPrefix
    }
  }

  /// All of them must be found.
  public var terms: [Term] = []
  /// A hit carries all of them.
  public var tags: [FoldedName] = []
  /// A hit stands in one of them; empty for all within reach.
  public var communities: [FoldedName] = []

  /// How many terms and filters a query may have.
  public static let longest = 64

  /// Takes a text apart; refused when it is too long, or holds nothing that could be found.
  public init(_ text: String) throws(SearchFault) {
    var reader = SearchTextReader(text)
    var parts = 0
    while let part = reader.next() {
      parts += 1
      guard parts <= SearchQuery.longest else { throw SearchFault(.tooLong) }
      switch part {
      case .tag(let name): tags.append(name)
      case .community(let slug): communities.append(slug)
      case .term(let term): terms.append(term)
      }
    }
    guard parts > 0 else { throw SearchFault(.nothingToFind) }
  }

  /// The terms in the language of SQLite's FTS5, each quoted; nil without terms.
  var fullText: String? {
    guard !terms.isEmpty else { return nil }
    return terms.map { term in
      let quoted = term.text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      return "\"\(quoted)\"" + (term.isPrefix ? "*" : "")
    }.joined(separator: " AND ")
  }
}
