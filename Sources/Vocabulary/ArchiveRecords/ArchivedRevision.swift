public import RecipeModel

/// What a recipe said before it was changed.
public struct ArchivedRevision: Sendable, Equatable {
  public var id: RecipeRevisionID
  public var recipeID: RecipeID
  /// Of what it said.
  public var bodyDigest: Digest
  public var cause: RevisionCause
  /// The proposal that replaced it; of that cause alone.
  public var proposalID: ProposalID?
  public var replacedAt: Instant

  public init(
    id: RecipeRevisionID, recipeID: RecipeID, bodyDigest: Digest, cause: RevisionCause,
    proposalID: ProposalID? = nil, replacedAt: Instant
  ) {
    self.id = id
    self.recipeID = recipeID
    self.bodyDigest = bodyDigest
    self.cause = cause
    self.proposalID = proposalID
    self.replacedAt = replacedAt
  }
}
