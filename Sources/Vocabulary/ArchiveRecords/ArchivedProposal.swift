public import RecipeModel

/// A proposed update of a recipe.
public struct ArchivedProposal: Sendable, Equatable {
  public var id: ProposalID
  public var recipeID: RecipeID
  public var proposerID: UserID
  public var body: ArchivedBody
  /// Of the body that it was written against.
  public var baseDigest: Digest
  public var status: ProposalStatus
  public var createdAt: Instant
  public var decidedAt: Instant?
  public var decidedByUserID: UserID?
  public var variantRecipeID: RecipeID?
  /// Of the source record that an import proposed; nil for a person's proposal.
  public var recordDigest: Digest?
  public var deletedAt: Instant?
  public var deletionID: EntityID<ArchivedDeletion>?

  public init(
    id: ProposalID, recipeID: RecipeID, proposerID: UserID, body: ArchivedBody, baseDigest: Digest,
    status: ProposalStatus, createdAt: Instant, decidedAt: Instant? = nil,
    decidedByUserID: UserID? = nil, variantRecipeID: RecipeID? = nil, recordDigest: Digest? = nil,
    deletedAt: Instant? = nil, deletionID: EntityID<ArchivedDeletion>? = nil
  ) {
    self.id = id
    self.recipeID = recipeID
    self.proposerID = proposerID
    self.body = body
    self.baseDigest = baseDigest
    self.status = status
    self.createdAt = createdAt
    self.decidedAt = decidedAt
    self.decidedByUserID = decidedByUserID
    self.variantRecipeID = variantRecipeID
    self.recordDigest = recordDigest
    self.deletedAt = deletedAt
    self.deletionID = deletionID
  }
}
