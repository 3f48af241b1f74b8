import CommunityRules
public import RecipeModel
import Store

/// Which proposals are asked for.
public enum ProposalScope: Sendable, Hashable {
  /// Those that wait for the decision of whoever asks.
  case toDecide
  /// Those that whoever asks made.
  case mine
  case recipe(RecipeID)
  /// Of a community, by its slug or id.
  case community(String)
}

/// A proposal as a list shows it.
public struct ProposalSummary: Sendable, Equatable {
  public var id: ProposalID
  public var recipe: RecipeID
  /// What the recipe is called now.
  public var recipeTitle: String
  public var proposedTitle: String
  /// The proposer's username.
  public var proposer: String
  /// The slug of the recipe's community; nil in a catalogue.
  public var community: String?
  public var status: ProposalStatus
  public var createdAt: Instant
  /// Nil while it is pending.
  public var decidedAt: Instant?
}

/// A part of a list of proposals.
public struct ProposalPage: Sendable, Equatable {
  /// From new to old.
  public var proposals: [ProposalSummary]
  /// The last one of this page, if others follow.
  public var next: ProposalID?
}

extension CommunityActions {
  /// A page of proposals that whoever asks may see, from new to old (R7, R11).
  ///
  /// Those of deleted recipes are left out (R20); rejected ones are for their proposers and the
  /// recipes' creators to see, and for the operator.
  public func listProposals(
    _ scope: ProposalScope, status: ProposalStatus? = nil, after last: ProposalID? = nil,
    limit: Int, as acting: ActingAs
  ) throws -> ProposalPage {
    precondition(limit > 0, "a page has room for a proposal")
    return try look(as: acting) { standings, asker in
      let list = try standings.proposalList(scope, for: asker)
      let cursor = try last.map {
        ProposalCursor(after: try standings.proposal($0, for: asker).stored)
      }
      // One more than asked for tells whether there is a next page.
      let listings = try standings.transaction.proposals(
        list, status: status, for: asker.key, after: cursor, limit: limit + 1)
      let page = listings.prefix(limit).map { ProposalSummary($0) }
      return ProposalPage(
        proposals: page, next: listings.count > limit ? page.last?.id : nil)
    }
  }
}

extension Standings {
  fileprivate func proposalList(
    _ scope: ProposalScope, for asker: Asker
  ) throws -> ProposalList {
    switch scope {
    case .toDecide: return .toDecide(by: try asker.requireProposals())
    case .mine: return .proposed(by: try asker.requireProposals())
    case .recipe(let id):
      let recipe = try recipe(id, for: asker)
      try ViewRecipe.decide(recipe.standing, by: asker.actor)
      return .ofRecipe(recipe.stored.key)
    case .community(let name):
      let community = try community(named: name, for: asker)
      _ = try ViewCommunity.decide(community.standing, by: asker.actor)
      return .ofCommunity(community.key)
    }
  }
}

extension ProposalSummary {
  fileprivate init(_ listing: StoredProposalListing) {
    self.init(
      id: listing.proposal.id, recipe: listing.recipeID, recipeTitle: listing.recipeTitle,
      proposedTitle: listing.proposedTitle, proposer: listing.proposerName,
      community: listing.communitySlug, status: listing.proposal.status,
      createdAt: listing.proposal.createdAt, decidedAt: listing.proposal.decidedAt)
  }
}
