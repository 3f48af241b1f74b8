public import RecipeModel

/// Which proposals a list holds.
public enum ProposalList: Sendable, Hashable {
  /// The pending ones to recipes that this user created.
  case toDecide(by: UserKey)
  case proposed(by: UserKey)
  case ofRecipe(RecipeKey)
  case ofCommunity(CommunityKey)
}

extension ReadTransaction {
  /// The proposal with a public id, decided or not.
  public func proposal(_ id: ProposalID) throws(StoreFault) -> StoredProposal? {
    try row("SELECT * FROM proposal WHERE public_id = ?", [id.text]) { try StoredProposal($0) }
  }

  /// A page of proposals, from new to old, as a reader may see them; nil is the operator.
  ///
  /// Those of deleted recipes and communities are left out (R20). A person sees those of their
  /// communities and catalogue, and rejected ones as the proposer or the recipe's creator (R7).
  public func proposals(
    _ list: ProposalList, status: ProposalStatus? = nil, for reader: UserKey?,
    after cursor: ProposalCursor? = nil, limit: Int
  ) throws(StoreFault) -> [StoredProposalListing] {
    try rows(
      """
      SELECT p.*, r.public_id AS recipe_public_id, s.title AS recipe_title,
          b.title AS proposed_title, u.username AS proposer_name, c.slug AS community_slug
        FROM proposal p CROSS JOIN recipe r ON r.id = p.recipe_id
        JOIN recipe_body s ON s.id = r.body_id JOIN recipe_body b ON b.id = p.body_id
        JOIN user u ON u.id = p.proposer_id LEFT JOIN community c ON c.id = r.community_id
       WHERE \(list.condition) AND p.deleted_at IS NULL AND r.deleted_at IS NULL
         AND c.deleted_at IS NULL AND (:status IS NULL OR p.status = :status)
         AND (:reader IS NULL OR ((p.status <> 'rejected' OR p.proposer_id = :reader
             OR p.recipe_creator_id = :reader)
           AND (r.community_id IS NULL OR EXISTS (SELECT 1 FROM membership m
             WHERE m.user_id = :reader AND m.community_id = r.community_id
               AND m.deleted_at IS NULL))))
         AND (p.created_at, p.id) < (:createdAt, :key)
       ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
      """,
      [
        "subject": list.subject, "status": status?.rawValue, "reader": reader?.value,
        "createdAt": cursor?.createdAt.milliseconds ?? Int64.max,
        "key": cursor?.key.value ?? Int64.max, "limit": limit,
      ]
    ) { try StoredProposalListing($0) }
  }

  /// The pending proposals to the living recipes that somebody created in a community, oldest
  /// first.
  public func pendingProposals(
    toRecipesOf creator: UserKey, in community: CommunityKey
  ) throws(StoreFault) -> [StoredProposal] {
    try rows(
      """
      SELECT p.* FROM proposal p CROSS JOIN recipe r ON r.id = p.recipe_id
       WHERE p.recipe_creator_id = ? AND p.status = 'pending' AND p.recipe_community_id = ?
         AND p.deleted_at IS NULL AND r.deleted_at IS NULL
       ORDER BY p.created_at, p.id
      """, [creator.value, community.value]
    ) { try StoredProposal($0) }
  }

  /// Whose recipes in a community have pending proposals.
  public func creatorsWithPendingProposals(
    in community: CommunityKey
  ) throws(StoreFault) -> [UserKey] {
    try rows(
      """
      SELECT DISTINCT recipe_creator_id FROM proposal
       WHERE recipe_community_id = ? AND status = 'pending' AND deleted_at IS NULL
       ORDER BY recipe_creator_id
      """, [community.value]
    ) { $0.key("recipe_creator_id") }
  }

  /// Whether a source record was proposed to a recipe before, whatever became of it.
  public func holdsProposal(
    of recordDigest: Digest, to recipe: RecipeKey
  ) throws(StoreFault) -> Bool {
    try integer(
      "SELECT EXISTS (SELECT 1 FROM proposal WHERE recipe_id = ? AND record_digest = ?)",
      [recipe.value, recordDigest.bytes]) != 0
  }
}

extension WriteTransaction {
  /// Stores a pending proposal.
  public func insert(_ new: NewProposal) throws(StoreFault) -> ProposalKey {
    let key = ProposalKey(
      try insert(
        """
        INSERT INTO proposal (public_id, recipe_id, proposer_id, body_id, base_body_id, status,
          created_at, record_digest, change) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?)
        """,
        [
          new.id.text, new.recipe.value, new.proposer.value, new.body.value, new.base.value,
          new.createdAt.milliseconds, new.recordDigest?.bytes, change,
        ]))
    try journal(key)
    return key
  }

  /// Marks a pending proposal as accepted.
  ///
  /// What an import proposed is from then on what the recipe's source was last taken over as.
  public func accept(
    _ proposal: StoredProposal, by decider: UserKey, at now: Instant
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE proposal SET status = 'accepted', decided_at = ?, decided_by_id = ?, change = ?
       WHERE id = ?
      """, [now.milliseconds, decider.value, change, proposal.key.value])
    guard let recordDigest = proposal.recordDigest else { return }
    try execute(
      "UPDATE recipe_source SET record_digest = ?, body_id = ?, change = ? WHERE recipe_id = ?",
      [recordDigest.bytes, proposal.body.value, change, proposal.recipe.value])
  }

  /// Makes a variant of a pending proposal, which is rejected with that (R12, R14).
  ///
  /// The variant stands beside the recipe, created by the proposer, with the recipe's tags and
  /// pictures. Without a decider nobody could decide.
  public func makeVariant(
    of proposal: StoredProposal, as id: RecipeID, decidedBy decider: UserKey?, at now: Instant
  ) throws(StoreFault) -> RecipeKey {
    guard let recipe = try recipe(proposal.recipe) else {
      throw StoreFault(.inconsistent("a proposal is to no recipe that there is"))
    }
    let variant = try insert(
      NewRecipe(
        id: id, body: proposal.body, creator: proposal.proposer, community: recipe.community,
        origin: .variant(of: recipe.key), imageURL: recipe.imageURL, createdAt: now))
    try copyTagsAndImages(of: recipe.key, to: variant, named: id)
    try execute(
      """
      UPDATE proposal SET status = 'rejected', decided_at = ?, decided_by_id = ?,
          variant_recipe_id = ?, change = ? WHERE id = ?
      """, [now.milliseconds, decider?.value, variant.value, change, proposal.key.value])
    return variant
  }
}

extension ProposalList {
  fileprivate var condition: String {
    switch self {
    case .toDecide: "p.recipe_creator_id = :subject AND p.status = 'pending'"
    case .proposed: "p.proposer_id = :subject"
    case .ofRecipe: "p.recipe_id = :subject"
    case .ofCommunity: "p.recipe_community_id = :subject"
    }
  }

  fileprivate var subject: Int64 {
    switch self {
    case .toDecide(let user), .proposed(let user): user.value
    case .ofRecipe(let recipe): recipe.value
    case .ofCommunity(let community): community.value
    }
  }
}
