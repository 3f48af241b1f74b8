import CommunityRules
public import RecipeModel
import Store

/// What a recipe said before it was changed, as a list shows it.
public struct RevisionSummary: Sendable, Equatable {
  public var id: RecipeRevisionID
  /// What the recipe was called then.
  public var title: String
  /// What replaced it.
  public var cause: RevisionCause
  /// The proposal that replaced it; of that cause alone.
  public var proposal: ProposalID?
  public var replacedAt: Instant

  init(_ revision: StoredRevision) {
    id = revision.id
    title = revision.title
    cause = revision.cause
    proposal = revision.proposal
    replacedAt = revision.replacedAt
  }
}

/// A part of a list of revisions.
public struct RevisionPage: Sendable, Equatable {
  /// From new to old.
  public var revisions: [RevisionSummary]
  /// The last one of this page, if others follow.
  public var next: RecipeRevisionID?

  public init(revisions: [RevisionSummary], next: RecipeRevisionID?) {
    self.revisions = revisions
    self.next = next
  }
}

/// A revision with all that the recipe said.
public struct RevisionDetails: Sendable, Equatable {
  public var summary: RevisionSummary
  public var body: RecipeBody
}

extension CommunityActions {
  /// A page of what a recipe said before, from new to old, for those who may see the recipe.
  public func listRevisions(
    of recipe: RecipeID, after last: RecipeRevisionID? = nil, limit: Int, as acting: ActingAs
  ) throws -> RevisionPage {
    precondition(limit > 0, "a page has room for a revision")
    return try look(as: acting) { standings, asker in
      let recipe = try standings.recipe(recipe, seenBy: asker)
      let place = try last.map { try standings.revision($0, of: recipe).key }
      // One more than asked for tells whether there is a next page.
      let found = try standings.transaction.revisions(
        of: recipe.stored.key, after: place, limit: limit + 1)
      let page = found.prefix(limit).map { RevisionSummary($0) }
      return RevisionPage(revisions: page, next: found.count > limit ? page.last?.id : nil)
    }
  }

  /// What a recipe said once, for those who may see the recipe.
  public func showRevision(
    _ revision: RecipeRevisionID, of recipe: RecipeID, as acting: ActingAs
  ) throws -> RevisionDetails {
    try look(as: acting) { standings, asker in
      let stored = try standings.revision(
        revision, of: try standings.recipe(recipe, seenBy: asker))
      return RevisionDetails(
        summary: RevisionSummary(stored), body: try standings.transaction.body(stored.body))
    }
  }
}

extension Standings {
  fileprivate func recipe(_ id: RecipeID, seenBy asker: Asker) throws -> LoadedRecipe {
    let recipe = try recipe(id, for: asker)
    try ViewRecipe.decide(recipe.standing, by: asker.actor)
    return recipe
  }

  /// A revision of another recipe is as unknown as one that is not there.
  fileprivate func revision(
    _ id: RecipeRevisionID, of recipe: LoadedRecipe
  ) throws -> StoredRevision {
    guard let revision = try transaction.revision(id), revision.recipe == recipe.stored.key else {
      throw UnknownReference(.revision, id.text)
    }
    return revision
  }
}
