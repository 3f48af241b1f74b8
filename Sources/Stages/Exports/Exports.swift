// Recipes out of the store into the formats of other programs.
//
// In:  which recipes, for whom, the writer of a format, and where to.
// Out: one file, a zip or a folder, whole or not there; and an account of what the format could
//      not hold, field by field, proved by reading back what was written.
// Never here: the forms of single formats (`RecipeFormats`), who may see what (`Communities`).

public import Communities
public import Metrics
public import PipelineCore
public import RecipeFormats
public import RecipeModel
public import Store

/// Which recipes go out.
public enum ExportSelection: Sendable {
  /// The living recipes of a community or of one's own catalogue that carry all of the tags.
  case place(PlaceName, tags: [FoldedName])
  /// What a search finds within reach.
  case search(SearchQuery)
}

/// What to export, for whom, as what.
public struct ExportRequest: Sendable {
  public var selection: ExportSelection
  public var acting: ActingAs
  public var writer: any RecipeWriter.Type
  public var destination: ExportDestination

  public init(
    _ selection: ExportSelection, as acting: ActingAs, by writer: any RecipeWriter.Type,
    to destination: ExportDestination
  ) {
    self.selection = selection
    self.acting = acting
    self.writer = writer
    self.destination = destination
  }
}

/// What became of an export.
public struct ExportOutcome: Sendable, Equatable {
  /// The name of the format.
  public var format: String
  public var path: String
  public var kind: ExportDestination.Kind
  public internal(set) var recipes = 0
  /// Files written, pictures included.
  public internal(set) var files = 0
  /// Pictures that go out with their bytes.
  public internal(set) var pictures = 0
  /// Pictures whose file is not there any more.
  public internal(set) var missingPictures = 0
  /// How many recipes did not come back as they were, by field.
  public internal(set) var losses: [RecordField: Int] = [:]
  /// Recipes that the full-text index did not hold, so that a search could not find them.
  public internal(set) var unindexedRecipes = 0

  init(format: String, path: String, kind: ExportDestination.Kind) {
    self.format = format
    self.path = path
    self.kind = kind
  }
}

/// Writes recipes from one snapshot of the store, one at a time.
public struct RecipeExport: Sendable {
  private let store: RecipeStore
  /// The time of members in zips.
  private let now: Instant

  public init(store: RecipeStore, surroundings: Surroundings) {
    self.store = store
    now = surroundings.now()
  }

  /// Runs an export to its end; what it wrote is whole, or not there.
  ///
  /// Throws `Interrupted` when the observer asks to stop, an `ExportFault` when there is nothing to
  /// export or something is in the way, and what the rules and the store have to say.
  public func run(_ request: ExportRequest, observer: Observer) throws -> ExportOutcome {
    let target = try request.destination.open(for: request.writer, modifiedAt: now)
    var session = ExportSession(
      request: request, images: store.images, target: target, observer: observer)
    try store.read { transaction in try session.writeAll(from: transaction) }
    guard session.outcome.recipes > 0 else { throw ExportFault(.nothingToExport) }
    try target.finish()
    var outcome = session.outcome
    if target.arrangement == .together { outcome.files = 1 }
    return outcome
  }
}

/// An export that cannot be.
public struct ExportFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case nothingToExport
    /// A file is there; it may be replaced on request.
    case exists(path: String)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .nothingToExport: "there is no recipe to export; nothing was written"
    case .exists: "is there already"
    }
  }

  public var location: SourceLocation? {
    if case .exists(let path) = cause { SourceLocation(archive: path) } else { nil }
  }

  public var hint: String? {
    switch cause {
    case .nothingToExport: nil
    case .exists: "--replace replaces it"
    }
  }
}
