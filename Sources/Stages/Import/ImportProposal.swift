import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// What the source of a recipe says now, for a recipe that people edited since: an update proposal
/// by the importer to the recipe's creator, who may be the same (R11).
struct ImportProposal {
  private let recipe: ImportedRecipe
  private let record: ReadyRecord
  private let request: ImportRequest
  private let now: Instant
  private let id: ProposalID

  init(of record: ReadyRecord, to recipe: ImportedRecipe, request: ImportRequest, at now: Instant) {
    self.recipe = recipe
    self.record = record
    self.request = request
    self.now = now
    // The same import makes the same ids, killed and resumed or not.
    id = ProposalID(NameBasedID.make(["proposal", record.id.text, record.sourceDigest.hex]))
  }

  /// Stores it; where nobody is there to decide, as a variant at once (R14).
  func store(isOrphaned: Bool, in transaction: WriteTransaction) throws(StoreFault) {
    let body = try transaction.storeBody(record.body, text: record.text)
    _ = try transaction.insert(
      NewProposal(
        id: id, recipe: recipe.key, proposer: request.importer, body: body, base: recipe.body,
        recordDigest: record.sourceDigest, createdAt: now))
    try tell(.variantProposed, recipe: recipe.key, in: transaction)
    if isOrphaned { try makeVariant(in: transaction) }
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
