import PipelineCore
import RecipeModel
import Store

/// What becomes of one record of an import.
enum RecordDecision: Sendable, Equatable {
  /// It becomes a recipe: a variant of its origin, if that is there.
  case insert(origin: RecipeKey?)
  /// It is left out.
  case skip(Omission)
  /// Its recipe stays as it is.
  case unchanged(Sameness)
  /// Its recipe says already what the source has come to say, which is remembered.
  case takeOver(ImportedRecipe)
  /// Its source says what it said, and a newer reader makes the same of it, which is remembered.
  case rememberReader(ImportedRecipe)
  /// Its source says what it said, and a newer reader makes more of it than the older one did.
  case reread(ImportedRecipe, Rereading)
  /// Its recipe, which nobody edited, gets what the source says now.
  case update(ImportedRecipe)
  /// Its recipe was edited, so what the source says now is proposed (R11); when nobody is there to
  /// decide, it becomes a variant at once (R14).
  case propose(ImportedRecipe, isOrphaned: Bool)
  /// It may not be stored here.
  case quarantine(Rejection)

  /// What is told of a record: nothing of one whose source has not changed, as it was told before.
  func warnings(of record: ReadyRecord) -> [RecordWarning] {
    self == .unchanged(.sourceUnchanged) ? [] : record.warnings
  }

  /// Why a record is left out.
  enum Omission: Sendable, Equatable {
    /// Its recipe was deleted here.
    case deletedHere
    /// A living recipe of the target says the same.
    case saidAlready
  }

  /// Why nothing changes.
  enum Sameness: Sendable, Equatable {
    /// The source says what it said.
    case sourceUnchanged
    /// What the source says was proposed before, whatever became of that.
    case proposedBefore
  }

  /// The line of the account that the record belongs to.
  var line: WritableKeyPath<Account, Int> {
    switch self {
    case .insert: \.inserted
    case .skip: \.skipped
    case .unchanged, .takeOver, .rememberReader: \.unchanged
    case .reread(_, let rereading): rereading.changesRecipe ? \.updated : \.unchanged
    case .update: \.updated
    case .propose: \.proposed
    case .quarantine: \.quarantined
    }
  }
}
