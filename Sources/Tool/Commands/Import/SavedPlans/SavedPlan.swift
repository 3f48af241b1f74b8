import Communities
import Import
import PipelineCore
import RecipeModel
import Store

/// A plan as it is kept in a file: what to import, and all that must still be so when it is.
struct SavedPlan: Equatable {
  /// One of the paths, and what was there.
  struct Archive: Equatable {
    var path: String
    /// Of all its content, in hexadecimal.
    var sha256: String
  }

  /// An attempt at a run.
  struct Attempt: Equatable {
    var run: RunID
    var number: Int

    init(run: RunID, number: Int) {
      self.run = run
      self.number = number
    }

    init(_ run: StoredRun) {
      self.init(run: run.id, number: run.attempts)
    }
  }

  /// Which store it was made for.
  var installation: String
  /// The store's change counter when it was made.
  var change: Int64
  /// How much of imports into the target had been taken back when it was made.
  var undoneWork: Int64
  /// The attempt that the import would go on with; nil when it begins.
  var attempt: Attempt?
  var archives: [Archive]
  var work: ImportWork
  /// What the import must account for.
  var accounts: [MemberAccount]
  /// How many missing recipes its mirror gives which fate; nil where it is none or finds nothing.
  var fates: [MissingRecipes.Fate: Int]?

  static let schema = "levain.saved-plan/1"
}

/// A saved plan that cannot be carried out.
struct SavedPlanFault: Fault, Equatable {
  enum Cause: Equatable {
    /// The file is damaged, or something else.
    case notAPlan(reason: String)
    case otherStore
    /// The paths whose content is another one now.
    case archivesChanged([String])
    /// The attempt that it would go on with was ended, or taken back.
    case attemptEnded
    case targetChanged(String, [TargetChange])
  }

  var cause: Cause
  /// The file of the plan; nil while it is made.
  var path: String?

  init(_ cause: Cause, path: String?) {
    self.cause = cause
    self.path = path
  }

  var what: String {
    switch cause {
    case .notAPlan(let reason): "not a saved plan of Levain: \(reason)"
    case .otherStore: "the plan was made for another store"
    case .archivesChanged(let paths):
      "changed since the plan was made: \(paths.joined(separator: ", "))"
    case .attemptEnded:
      "the import that the plan would go on with has ended since, or was taken back"
    case .targetChanged(let label, let changes):
      "changed in \(label) since the plan was made: "
        + changes.map(\.rawValue).joined(separator: ", ")
    }
  }

  var location: SourceLocation? { path.map { SourceLocation(archive: $0) } }

  var hint: String? {
    switch cause {
    case .notAPlan: "`levain import … --plan --save FILE` makes one"
    case .otherStore: "name its store with --store, or plan again"
    case .archivesChanged, .attemptEnded, .targetChanged:
      "nothing was stored; plan again and look at what is new"
    }
  }
}

extension ImportWork {
  /// The same work with users named by their ids, and by addresses only those still to be made.
  func sparingAddresses(
    _ planned: PlannedImport, in transaction: ReadTransaction
  ) throws(StoreFault) -> ImportWork {
    guard let authors else { return self }
    var work = self
    work.authors = AuthorUsers(mapped: [], created: planned.authorsToMake)
    for author in authors.mapped + authors.created where !planned.authorsToMake.contains(author) {
      guard let key = planned.request.authors?[FoldedName(author.name)],
        let user = try transaction.user(key)
      else { continue }
      work.authors?.mapped.append(NamedAuthor(name: author.name, email: user.id.text))
    }
    return work
  }
}
