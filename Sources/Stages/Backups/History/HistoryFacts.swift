import ArchiveRecords
import RecipeModel
import Store

/// What the audit log leaves out and its history needs: what people wrote, as it is now.
protocol HistoryFacts {
  func user(_ id: UserID) throws -> HistoryUser?
  func community(_ id: CommunityID) throws -> HistoryCommunity?
  /// How often a field was changed after a place in the history.
  func laterChanges(of field: String, of subject: AuditSubject, after position: Int64) throws -> Int
  /// Nil for what nothing says any more.
  func body(_ digest: Digest) throws -> RecipeBody?
  func tagName(_ id: TagID) throws -> String?
  func imageURL(of recipe: RecipeID) throws -> String?
  /// What a takedown took, its recipe first; empty when that is not kept.
  func takedowns(of recipe: RecipeID, at moment: Instant, count: Int) throws -> [HistoryTakedown]
}

/// The facts of a store, on one snapshot.
struct StoredFacts: HistoryFacts {
  let transaction: ReadTransaction

  func user(_ id: UserID) throws -> HistoryUser? { try transaction.historyUser(id) }

  func community(_ id: CommunityID) throws -> HistoryCommunity? {
    try transaction.historyCommunity(id)
  }

  func laterChanges(
    of field: String, of subject: AuditSubject, after position: Int64
  ) throws -> Int {
    try transaction.laterChanges(of: field, of: subject, after: position)
  }

  func body(_ digest: Digest) throws -> RecipeBody? {
    try transaction.body(withDigest: digest)
  }

  func tagName(_ id: TagID) throws -> String? { try transaction.tagName(id) }

  func imageURL(of recipe: RecipeID) throws -> String? { try transaction.imageURL(of: recipe) }

  func takedowns(
    of recipe: RecipeID, at moment: Instant, count: Int
  ) throws -> [HistoryTakedown] {
    try transaction.historyTakedowns(of: recipe, at: moment, count: count)
  }
}
