import RecipeCoding
public import RecipeModel

/// A proposed update of a recipe as stored.
public struct StoredProposal: Sendable, Hashable {
  public var key: ProposalKey
  public var id: ProposalID
  public var recipe: RecipeKey
  public var proposer: UserKey
  /// What it proposes.
  public var body: BodyKey
  /// What the recipe said when it was written.
  public var base: BodyKey
  public var status: ProposalStatus
  public var createdAt: Instant
  /// Nil while it is pending.
  public var decidedAt: Instant?
  /// Nil while it is pending, and when it became a variant because nobody could decide (R14).
  public var decidedBy: UserKey?
  /// What a rejected one became.
  public var variant: RecipeKey?
  /// Of the source record that an import proposed; nil for a person's proposal.
  public var recordDigest: Digest?
  /// The deletion of its community; nil while it lives.
  public var deletion: DeletionMark?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    recipe = row.key("recipe_id")
    proposer = row.key("proposer_id")
    body = row.key("body_id")
    base = row.key("base_body_id")
    status = try row.state("status")
    createdAt = row.instant("created_at")
    decidedAt = row.optionalInstant("decided_at")
    decidedBy = row.optionalKey("decided_by_id")
    variant = row.optionalKey("variant_recipe_id")
    recordDigest = row.optionalDigest("record_digest")
    deletion = row.deletionMark
  }
}

extension StoredProposal {
  /// The id of the variant that it becomes unless another one is given.
  ///
  /// It follows from the proposal, which becomes one variant at most, so that a departure played
  /// again makes the same variants.
  public var variantID: RecipeID { RecipeID(NameBasedID.make(["variant", id.text])) }
}

/// A pending proposal to be stored.
public struct NewProposal: Sendable {
  public var id: ProposalID
  public var recipe: RecipeKey
  public var proposer: UserKey
  public var body: BodyKey
  /// What the recipe says now.
  public var base: BodyKey
  /// Of the source record that an import proposes; nil for a person's proposal.
  public var recordDigest: Digest?
  public var createdAt: Instant

  public init(
    id: ProposalID, recipe: RecipeKey, proposer: UserKey, body: BodyKey, base: BodyKey,
    recordDigest: Digest? = nil, createdAt: Instant
  ) {
    self.id = id
    self.recipe = recipe
    self.proposer = proposer
    self.body = body
    self.base = base
    self.recordDigest = recordDigest
    self.createdAt = createdAt
  }
}

/// A proposal with what a list shows of it.
public struct StoredProposalListing: Sendable, Hashable {
  public var proposal: StoredProposal
  public var recipeID: RecipeID
  /// What the recipe is called now.
  public var recipeTitle: String
  public var proposedTitle: String
  public var proposerName: String
  /// Nil for a recipe in a catalogue.
  public var communitySlug: String?

  init(_ row: Row) throws(StoreFault) {
    proposal = try StoredProposal(row)
    recipeID = row.id("recipe_public_id")
    recipeTitle = row["recipe_title"]
    proposedTitle = row["proposed_title"]
    proposerName = row["proposer_name"]
    communitySlug = row["community_slug"]
  }
}

/// The place in a list of proposals after which a page begins; lists run from new to old.
public struct ProposalCursor: Sendable, Hashable {
  public var createdAt: Instant
  public var key: ProposalKey

  /// The place of a proposal, so that the page after it begins with the next older one.
  public init(after proposal: StoredProposal) {
    createdAt = proposal.createdAt
    key = proposal.key
  }
}
