import CommunityRules
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Decides what becomes of the records of one import; reads and never writes.
///
/// Valid within the transaction that it was made in. What a plan has decided before and nobody stored
/// is handed in; where records are stored one after the other, the transaction holds it.
struct RecordDecider {
  let request: ImportRequest
  let transaction: ReadTransaction
  /// Asked once where each record would ask for its own.
  private let mayMeetTakedowns: Bool

  init(_ request: ImportRequest, in transaction: ReadTransaction) throws(StoreFault) {
    self.request = request
    self.transaction = transaction
    mayMeetTakedowns = try transaction.hasTakedowns()
  }

  /// What becomes of the next record, after those before it were stored or planned.
  func decide(
    _ record: ReadyRecord, after planned: PlannedEffects = .none
  ) throws(StoreFault) -> RecordDecision {
    if let day = try takedownDay(of: record.body) {
      return .quarantine(
        Rejection(.takenDown, "this content was taken down on \(day)", at: record.location))
    }
    guard let known = try transaction.importedRecipe(record.id) else {
      return try decideNew(record, after: planned)
    }
    if known.isDeleted { return .skip(.deletedHere) }
    if known.recordDigest == record.sourceDigest {
      guard try isReadByOlder(known, than: record) else { return .unchanged(.sourceUnchanged) }
      return try decideReread(record, of: known)
    }
    if known.sourceBody == known.body { return .update(known) }
    return try decideConflict(record, with: known)
  }

  /// Since when what a body says may not be stored here (R23a); nil when it may.
  func takedownDay(of body: CodedBody) throws(StoreFault) -> Day? {
    guard mayMeetTakedowns else { return nil }
    return try transaction.takedown(of: body.contentDigest, in: community)?.day
  }

  private func decideNew(
    _ record: ReadyRecord, after planned: PlannedEffects
  ) throws(StoreFault) -> RecordDecision {
    var base: RecipeKey?
    switch request.duplicates {
    case .skip:
      guard try !isSaid(record, after: planned) else { return .skip(.saidAlready) }
    case .variant:
      base = try transaction.firstRecipe(
        saying: record.body.contentDigest, in: request.target.place, of: record.creator)
    case .keep: break
    }
    let stated = try record.origins.flatMap { origins throws(StoreFault) in
      try transaction.origin(origins)
    }
    return .insert(origin: stated ?? base)
  }

  /// Whether a living recipe of the target says what the record says.
  func isSaid(
    _ record: ReadyRecord, after planned: PlannedEffects
  ) throws(StoreFault) -> Bool {
    let (digest, place) = (record.body.contentDigest, request.target.place)
    let difference = planned.difference(of: digest)
    if difference > 0 { return true }
    guard difference < 0 else {
      return try transaction.holdsContent(digest, in: place, of: record.creator)
    }
    return try transaction.recipesSaying(digest, in: place, of: record.creator) + difference > 0
  }

  /// People edited the recipe, and its source says something else than it did.
  private func decideConflict(
    _ record: ReadyRecord, with known: ImportedRecipe
  ) throws(StoreFault) -> RecordDecision {
    guard try !transaction.holdsProposal(of: record.sourceDigest, to: known.key) else {
      return .unchanged(.proposedBefore)
    }
    // People and source may have come to say the same: then there is nothing to propose.
    guard try transaction.body(of: record.body.digest) != known.body else {
      return .takeOver(known)
    }
    return .propose(known, isOrphaned: try isOrphaned(known))
  }

  /// Whether nobody is there to decide on a proposal (R14); in a catalogue its owner always is.
  private func isOrphaned(_ recipe: ImportedRecipe) throws(StoreFault) -> Bool {
    guard let community, let creator = try transaction.user(recipe.creator) else { return false }
    let standing = CommunityStanding(
      id: CommunityID(request.target.id), slug: request.target.label)
    var person = PersonStanding(
      id: creator.id, username: creator.username, isDeleted: creator.deletedAt != nil)
    if let membership = try transaction.membership(of: recipe.creator, in: community) {
      person.roles = [standing.id: membership.role]
    }
    return OrphanedProposals.decide(person, in: standing)
  }

  private var community: CommunityKey? {
    if case .community(let key) = request.target.place { key } else { nil }
  }
}
