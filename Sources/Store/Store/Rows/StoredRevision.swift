public import RecipeModel

/// What a recipe said before it was changed.
public struct StoredRevision: Sendable, Hashable {
  public var key: RevisionKey
  public var id: RecipeRevisionID
  public var recipe: RecipeKey
  public var body: BodyKey
  public var title: String
  public var cause: RevisionCause
  /// The proposal that replaced it; of that cause alone.
  public var proposal: ProposalID?
  public var replacedAt: Instant

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    recipe = row.key("recipe_id")
    body = row.key("body_id")
    title = row["title"]
    cause = try row.state("cause")
    proposal = row.optionalID("proposal_public_id")
    replacedAt = row.instant("replaced_at")
  }
}

/// What replaces what a recipe says.
public enum BodyReplacement: Sendable, Hashable {
  case edit
  case proposal(ProposalKey)
  case `import`

  public var cause: RevisionCause {
    switch self {
    case .edit: .edit
    case .proposal: .proposal
    case .import: .import
    }
  }

  var proposal: ProposalKey? {
    if case .proposal(let key) = self { key } else { nil }
  }
}
