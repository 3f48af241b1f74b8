import ArchiveRecords
import CommunityArchive
import RecipeCoding
import RecipeModel
import Store

/// What a history calls things whose names it does not know: those that were changed later, whose
/// former names nothing keeps, and those that are gone.
///
/// Each stand-in follows from the id of the thing and says that it is one, so that equal stores give
/// equal histories and no name is ever taken by two.
struct FormerNames<Facts: HistoryFacts> {
  let facts: Facts

  /// What a field was set to at a place in the history.
  func value(
    of field: String, of subject: AuditSubject, id: String, at position: Int64, now value: String
  ) throws -> String {
    let later = try facts.laterChanges(of: field, of: subject, after: position)
    return later == 0 ? value : "former-\(later)-\(mark(id))"
  }

  func username(of user: HistoryUser, _ id: UserID, at position: Int64) throws -> String {
    try value(
      of: "username", of: .user(id), id: id.text, at: position, now: user.username)
  }

  /// An erased user has an address that no mail can reach.
  func email(of user: HistoryUser, _ id: UserID) -> String {
    user.isErased
      ? NameBasedID.make(["erased e-mail", id.text]) + ArchivedErasure.addressEnd : user.email
  }

  func slug(of community: HistoryCommunity, _ id: CommunityID, at position: Int64) throws -> String
  {
    try value(
      of: "slug", of: .community(id), id: id.text, at: position,
      now: community.isPurged ? gone(id) : community.slug)
  }

  func name(of community: HistoryCommunity, _ id: CommunityID, at position: Int64) throws -> String
  {
    try value(
      of: "name", of: .community(id), id: id.text, at: position,
      now: community.isPurged ? gone(id) : community.name)
  }

  func description(
    of community: HistoryCommunity, _ id: CommunityID, at position: Int64
  ) throws -> String {
    try value(
      of: "description", of: .community(id), id: id.text, at: position,
      now: community.isPurged ? gone(id) : community.description)
  }

  /// What stands for a text that nothing says any more; equal texts have equal ones.
  func body(_ digest: Digest) -> RecipeBody {
    RecipeBody(title: "purged \(digest.hex)")
  }

  private func gone(_ id: CommunityID) -> String { "purged-\(mark(id.text))" }

  private func mark(_ id: String) -> String {
    String(NameBasedID.make(["former name", id]).suffix(12))
  }
}
