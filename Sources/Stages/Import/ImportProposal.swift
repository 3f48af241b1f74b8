import CommunityRules
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// What the source of a recipe says now, for a recipe that people edited since: an update proposal
/// by the importer to the recipe's creator, who may be the same (R11).
struct ImportProposal {
  private let recipe: ImportedRecipe
  private let body: CodedBody
  private let text: IndexedText?
  private let provenance: Provenance
  private let request: ImportRequest
  private let now: Instant
  private let id: ProposalID

  init(
    recipe: ImportedRecipe, id recipeID: RecipeID, body: CodedBody, text: IndexedText?,
    provenance: Provenance,
    request: ImportRequest, at now: Instant
  ) {
    self.recipe = recipe
    self.body = body
    self.text = text
    self.provenance = provenance
    self.request = request
    self.now = now
    // The same import makes the same ids, killed and resumed or not.
    id = ProposalID(
      NameBasedID.make(["proposal", recipeID.text, provenance.recordDigest.hex]))
  }

  /// Stores it, and says which line of the account the record belongs to.
  ///
  /// A source that was proposed before is not proposed again, whatever became of it.
  func store(in transaction: WriteTransaction) throws(StoreFault) -> WritableKeyPath<Account, Int> {
    guard try !transaction.holdsProposal(of: provenance.recordDigest, to: recipe.key) else {
      return \.unchanged
    }
    let key = try transaction.storeBody(body, text: text)
    guard key != recipe.body else {
      // People and source have come to say the same: there is nothing to decide.
      try transaction.takeOver(provenance, saying: key, for: recipe.key)
      return \.unchanged
    }
    _ = try transaction.insert(
      NewProposal(
        id: id, recipe: recipe.key, proposer: request.importer, body: key, base: recipe.body,
        recordDigest: provenance.recordDigest, createdAt: now))
    try tell(.variantProposed, recipe: recipe.key, in: transaction)
    if try isOrphaned(in: transaction) { try makeVariant(in: transaction) }
    return \.proposed
  }

  /// Whether nobody is there to decide on it (R14); in a catalogue its owner always is.
  private func isOrphaned(in transaction: WriteTransaction) throws(StoreFault) -> Bool {
    guard case .community(let community) = request.target.place,
      let creator = try transaction.user(recipe.creator)
    else { return false }
    let standing = CommunityStanding(
      id: CommunityID(request.target.id), slug: request.target.label)
    var person = PersonStanding(
      id: creator.id, username: creator.username, isDeleted: creator.deletedAt != nil)
    if let membership = try transaction.membership(of: recipe.creator, in: community) {
      person.roles = [standing.id: membership.role]
    }
    return OrphanedProposals.decide(person, in: standing)
  }

  private func makeVariant(in transaction: WriteTransaction) throws(StoreFault) {
    guard let proposal = try transaction.proposal(id) else {
      throw StoreFault(.inconsistent("the proposal just stored is not there"))
    }
    let variant = try transaction.makeVariant(
      of: proposal, as: proposal.variantID, decidedBy: nil, at: now)
    try tell(.variantCreated, recipe: variant, in: transaction)
  }

  private func tell(
    _ kind: ActivityKind, recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) {
    let community: CommunityKey? =
      if case .community(let key) = request.target.place { key } else { nil }
    try transaction.insert(
      NewActivity(
        id: ActivityID(NameBasedID.make(["activity", kind.rawValue, id.text])), kind: kind,
        user: request.importer, community: community, recipe: recipe, createdAt: now))
  }
}
