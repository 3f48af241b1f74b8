import PipelineCore
import RecipeCoding
import RecipeModel

/// Where one operation's ids come from, and its place in the audit log.
///
/// The first entry says what was done; those after it, which follow from it, name the first. So the
/// log can be told again as operations, each of them once.
final class Story {
  private let makeID: () -> String
  /// The id of the first entry; nil until there is one.
  private(set) var cause: AuditID?
  private let operation: AuditID?

  /// The story of something new.
  init(_ surroundings: Surroundings) {
    makeID = { surroundings.freshID() }
    operation = nil
  }

  /// The story of an operation that has an id: whenever it is played, it makes the same ids.
  init(of operation: AuditID) {
    self.operation = operation
    var made = 0
    makeID = {
      made += 1
      return NameBasedID.make(["operation", operation.text, String(made)])
    }
  }

  func freshID() -> String { makeID() }

  /// The id of the next entry, and what to say of its cause.
  func nextEntry() -> (id: AuditID, because: [JSONMember]) {
    if let cause { return (AuditID(makeID()), [JSONMember("causedBy", id: cause)]) }
    let id = operation ?? AuditID(makeID())
    cause = id
    return (id, [])
  }
}
