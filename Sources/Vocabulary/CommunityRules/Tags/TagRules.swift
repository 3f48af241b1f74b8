import RecipeModel

/// What becomes of the tags that an archive brings, before a recipe gets them.
///
/// Names meet as tags do (R10): whatever their case and spaces, accents told apart. Each rule looks at
/// names as the archive has them and is applied once, in this order:
///
/// 1. A name that a rule renames or drops whole is not split. Any other is split at the separators.
/// 2. What is then left is renamed, dropped or kept. What a name is renamed to is not looked up again.
/// 3. Where the tags that came out of this include one that others go with, those are added. What is
///    added adds nothing.
public struct TagRules: Sendable, Equatable {
  /// A name, and the names that come in its place or along with it.
  public struct Rule: Sendable, Equatable {
    public var name: TagName
    public var tags: [TagName]

    public init(_ name: TagName, _ tags: [TagName]) {
      self.name = name
      self.tags = tags
    }
  }

  /// Texts that part a name into several, each taken as it is.
  public let separators: [String]
  /// Names with those that come in their place.
  public let renamed: [Rule]
  /// Names of tags that no recipe gets.
  public let dropped: [TagName]
  /// Names with those that come along with them.
  public let added: [Rule]

  private let replacements: [FoldedName: [TagName]]
  private let unwanted: Set<FoldedName>
  private let companions: [FoldedName: [TagName]]

  /// No rule: tags are stored as they come.
  public static let none = TagRules()

  /// Takes rules; of several for one name the first counts, and renaming before dropping.
  ///
  /// Separators are not empty.
  public init(
    splitAt separators: [String] = [], rename renamed: [Rule] = [], drop dropped: [TagName] = [],
    add added: [Rule] = []
  ) {
    precondition(separators.allSatisfy { !$0.isEmpty }, "a separator has at least one character")
    self.separators = separators
    self.renamed = renamed
    self.dropped = dropped
    self.added = added
    replacements = TagRules.index(renamed)
    unwanted = Set(dropped.map(\.folded))
    companions = TagRules.index(added)
  }

  private static func index(_ rules: [Rule]) -> [FoldedName: [TagName]] {
    Dictionary(
      rules.map { ($0.name.folded, $0.tags) }, uniquingKeysWith: { first, _ in first })
  }

  public var isEmpty: Bool {
    separators.isEmpty && renamed.isEmpty && dropped.isEmpty && added.isEmpty
  }

  /// Texts that are the same for rules that are the same.
  public var fingerprint: [String] {
    func texts(_ rules: [Rule]) -> [String] {
      rules.flatMap { [$0.name.folded.text, "="] + $0.tags.map(\.shown) + [";"] }
    }
    return ["split"] + separators + ["rename"] + texts(renamed) + ["drop"]
      + dropped.map(\.folded.text) + ["add"] + texts(added)
  }
}

extension TagRules {
  /// The tags that a recipe gets, and what was done to get them.
  public struct Outcome: Sendable, Equatable {
    /// Names in the order of those that they come from, then those added; no tag comes twice.
    public var names: [String] = []
    /// How many names became several, or lost a separator at an end.
    public var split = 0
    /// How many names, or parts of split ones, are as they came; those that repeat another included.
    public var kept = 0
    /// How many names, or parts of split ones, others came in the place of.
    public var renamed = 0
    /// How many names, or parts of split ones, nothing came in the place of.
    public var dropped = 0
    /// How many tags were added that the recipe did not have.
    public var added = 0

    private var seen: Set<FoldedName> = []

    fileprivate init() {}

    /// Whether the tag is a new one.
    @discardableResult
    fileprivate mutating func insert(_ name: String, _ folded: FoldedName) -> Bool {
      guard seen.insert(folded).inserted else { return false }
      names.append(name)
      return true
    }
  }

  /// Applies the rules to the tags of one recipe.
  ///
  /// A name that cannot be a tag is kept like any other, for others to refuse.
  public func apply(to names: [String]) -> Outcome {
    var outcome = Outcome()
    for name in names {
      let folded = FoldedName(name)
      if replacements[folded] != nil || unwanted.contains(folded) {
        settle(name, folded, &outcome)
        continue
      }
      let parts = split(name)
      if parts != [name] { outcome.split += 1 }
      for part in parts { settle(part, FoldedName(part), &outcome) }
    }
    for name in outcome.names {
      for tag in companions[FoldedName(name)] ?? [] where outcome.insert(tag.shown, tag.folded) {
        outcome.added += 1
      }
    }
    return outcome
  }

  private func settle(_ name: String, _ folded: FoldedName, _ outcome: inout Outcome) {
    if let tags = replacements[folded] {
      outcome.renamed += 1
      for tag in tags { outcome.insert(tag.shown, tag.folded) }
    } else if unwanted.contains(folded) {
      outcome.dropped += 1
    } else {
      outcome.kept += 1
      outcome.insert(name, folded)
    }
  }

  /// The parts of a name that say something; the name itself where nothing parts it, or no part does.
  private func split(_ name: String) -> [String] {
    guard separators.contains(where: { name.contains($0) }) else { return [name] }
    var parts = [name[...]]
    for separator in separators { parts = parts.flatMap { $0.split(separator: separator) } }
    let tidied = parts.map { FoldedName.tidy(String($0)) }.filter { !$0.isEmpty }
    return tidied.isEmpty ? [name] : tidied
  }
}
