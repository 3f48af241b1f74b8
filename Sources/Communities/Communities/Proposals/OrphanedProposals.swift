import CommunityRules
import RecipeCoding
public import RecipeModel
public import Store

extension CommunityActions {
  /// Makes variants, inside a transaction of many, of those of some proposals that came back and that
  /// nobody is there to decide on any more (R14); gives how many.
  ///
  /// What it leaves in the feed and the log follows from the proposals.
  public static func settleOrphans(
    _ proposals: [ProposalID], at now: Instant, in transaction: WriteTransaction
  ) throws -> Int {
    var settled = 0
    for id in proposals {
      let story = Story(of: AuditID(NameBasedID.make(["orphan that came back", id.text])))
      let change = Change(
        transaction: transaction,
        asker: try Standings(transaction: transaction).asker(.operator), now: now, story: story)
      if try change.settleOrphan(id) { settled += 1 }
    }
    return settled
  }
}

extension Change {
  /// Makes a variant of one proposal, if nobody is there to decide on it.
  fileprivate func settleOrphan(_ id: ProposalID) throws -> Bool {
    guard let proposal = try transaction.proposal(id), proposal.status == .pending,
      let recipe = try transaction.recipe(proposal.recipe), recipe.deletion == nil,
      let place = try recipe.community.map({ try transaction.community($0) }) ?? nil,
      let creator = try transaction.user(recipe.creator),
      OrphanedProposals.decide(try standings.person(creator, in: place), in: place.standing),
      try transaction.recipe(proposal.variantID) == nil
    else { return false }
    _ = try makeVariant(ofOrphan: proposal)
    return true
  }

  /// Makes variants of the pending proposals to a creator's recipes in a community, if nobody is
  /// there to decide on them any more (R14).
  ///
  /// To be called after whatever may have ended the creator's membership, or brought recipes back.
  /// Those to deleted recipes stay frozen until their recipe is restored.
  func settleOrphans(of creator: StoredUser, in community: StoredCommunity) throws {
    guard
      OrphanedProposals.decide(
        try standings.person(creator, in: community), in: community.standing)
    else { return }
    let pending = try transaction.pendingProposals(
      toRecipesOf: creator.key, in: community.key)
    for proposal in pending { _ = try makeVariant(ofOrphan: proposal) }
  }

  /// The same for all creators of a community that came back.
  func settleOrphans(in community: StoredCommunity) throws {
    for key in try transaction.creatorsWithPendingProposals(in: community.key) {
      guard let creator = try transaction.user(key) else {
        throw StoreFault(.inconsistent("a recipe has no creator"))
      }
      try settleOrphans(of: creator, in: community)
    }
  }

  /// Makes the variant of a proposal that nobody can decide; its id follows from the proposal.
  func makeVariant(ofOrphan proposal: StoredProposal) throws -> RecipeID {
    let id = proposal.variantID
    let variant = try transaction.makeVariant(of: proposal, as: id, decidedBy: nil, at: now)
    try tell(ofVariant: variant, of: proposal)
    try audit(
      .orphanProposal, .proposal(proposal.id), in: try transaction.recipe(variant)?.community,
      [JSONMember("variant", id: id)])
    return id
  }

  /// Adds the entry of a new variant to the feeds of its community and of the proposer.
  func tell(ofVariant variant: RecipeKey, of proposal: StoredProposal) throws {
    try tell(
      .variantCreated, about: proposal.proposer, in: try transaction.recipe(variant)?.community,
      recipe: variant)
  }
}
