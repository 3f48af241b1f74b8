public import PipelineCore
import RecipeArchives
import RecipeFormats

/// Reads archives once for what is beyond reading in them, before anything is stored.
struct ErrorCheck {
  let limit: ErrorLimit
  let limits: RecipeImport.Limits

  /// Refuses archives of which more cannot be read than the limit allows.
  ///
  /// What holds no recipes at all is left for the import to tell. `isContinued` is whether an earlier
  /// attempt has stored something.
  func requireFew(
    in request: ImportRequest, isContinued: Bool = false, observer: Observer
  ) throws {
    let forced = try request.format.map { name throws(UnknownFormat) in
      try RecipeReaders.required(name)
    }
    let inspection = try Inspector(archives: limits.archives, readers: limits.readers)
      .inspect(request.paths, forced: forced, columns: request.columns, observer: observer)
    let read = inspection.recipes + inspection.rejected
    guard inspection.foundRecords, limit.isExceeded(by: inspection.rejected, of: read) else {
      return
    }
    throw TooManyErrors(
      errors: inspection.rejected, read: read, limit: limit, isContinued: isContinued,
      first: inspection.rejections.prefix(TooManyErrors.listed).map { rejection in
        TooManyErrors.Place(
          location: rejection.location, code: rejection.code, message: rejection.message)
      })
  }
}

/// More records of an import are beyond reading than it allows.
public struct TooManyErrors: Fault, Equatable {
  /// One of them.
  public struct Place: Sendable, Equatable {
    public var location: SourceLocation
    public var code: Rejection.Code
    public var message: String
  }

  public var errors: Int
  /// Of how many, these among them.
  public var read: Int
  public var limit: ErrorLimit
  /// Whether an earlier attempt of the run has stored something.
  public var isContinued: Bool
  /// The first, in the order of the archives.
  public var first: [Place]

  /// How many are named.
  public static let listed = 5

  public var what: String {
    let named = first.map { "\n  \($0.location): \($0.code.rawValue): \($0.message)" }.joined()
    let more = errors > first.count ? "\n  and \(errors - first.count) more" : ""
    return "\(errors) of \(read) records cannot be read, and \(limit) may be; "
      + (isContinued ? "nothing more was stored:" : "nothing was stored:") + named + more
  }

  public var hint: String? {
    "mend the archives, allow more with --max-errors, or leave it out: the rest is then imported"
  }

  public var exitCode: ExitCode { .thresholdExceeded }
}
