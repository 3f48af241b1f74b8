public import PipelineCore
public import RecipeArchives
public import RecipeModel
public import Store

/// What became of an import.
public struct ImportOutcome: Sendable {
  /// A warning and how many records it concerns.
  public struct WarningCount: Sendable, Equatable {
    public var warning: RecordWarning
    public var count: Int
  }

  public var run: RunID
  public var total: Account
  /// By archive and member, in that order.
  public var accounts: [MemberAccount]
  public var warnings: [WarningCount]
  public var leftOut: LeftOut
  /// Who the authors are; nil when nobody asked.
  public var authors: AuthorCensus?
  /// What was stored and is nearly said by another recipe, where the request asks for it.
  public var nearDuplicates: [ImportedDuplicate]
  /// What was imported earlier and not met; nil when the import met nothing that it knew.
  public var missing: MissingRecipes?
  /// How many records in quarantine this run met that nobody has discarded.
  public var pending: Int
  /// How many records were in quarantine until this run, which read all of their archives.
  public var replayed: Int
  public var exitCode: ExitCode { pending > 0 ? .quarantined : .done }
  /// How long it took; nil where the clock stands still.
  public var pace: ImportPace?
}
