public import PipelineCore
public import RecipeArchives
public import Store

/// What an import would do, found out without storing anything.
///
/// Its size does not grow with the number of records: of what may be many the first are listed and
/// all are counted.
public struct ImportPlan: Sendable {
  /// A record, for the person who asks to recognize it by.
  public struct Sample: Sendable, Equatable {
    public var title: String
    public var place: SourceLocation
  }

  /// Something and how many records it concerns.
  public struct Count: Sendable, Equatable {
    public var name: String
    public var count: Int
  }

  /// The run that was begun earlier and that the import would go on with.
  public var continued: StoredRun?
  /// The number of the store's last change when it was planned.
  public var change: Int64 = 0
  /// How much of earlier imports into the target had been taken back when it was planned.
  public var undoneWork: Int64 = 0
  /// What the import would account for, records that an earlier attempt stored included.
  public var total = Account()
  /// By archive and member, in that order.
  public var accounts: [MemberAccount] = []
  /// How many of those that would be skipped were deleted here.
  public var skippedAsDeleted = 0
  /// How many of those that would be skipped say what a living recipe of the target says.
  public var skippedAsSaidInTarget = 0
  /// How many of those that would be skipped say what another record of the input says.
  public var skippedAsSaidInInput = 0
  /// How many of those that would be inserted would be variants of what says the same.
  public var insertedAsVariants = 0
  /// How many of those that would be proposed would become variants, with nobody there to decide.
  public var proposedToNobody = 0
  /// The first records of each line of the account.
  public var samples: [(line: String, records: [Sample])] = []
  /// The first of what would go into quarantine, without its bytes.
  public var rejections: [Rejection] = []
  public var rejectionCounts: [Rejection.Code: Int] = [:]
  /// Whether something of it would wait in quarantine: nobody has discarded or mended it.
  public var leavesPending = false
  /// What the readers guessed, dropped or could not read.
  public var warnings: [ImportOutcome.WarningCount] = []
  /// Members of records that no field holds and that are kept as they are.
  public var keptFields: [Count] = []
  /// How many members had names beyond those that are told apart.
  public var unlistedKeptFields = 0
  /// The first tags that no recipe of the store has yet, as they would be shown.
  public var newTags: [String] = []
  public var newTagCount = 0
  public var leftOut = LeftOut()
  /// Who the authors are.
  public var authors: AuthorCensus?

  /// How many of each kind are listed at most.
  public enum Listed {
    public static let samples = 5
    public static let rejections = 20
    public static let newTags = 100
    public static let keptFields = 1000
  }

  /// What was imported earlier and would not be met, with the fates that it would have; nil when
  /// nothing would be met that is known.
  public var missing: MissingRecipes?
  /// How much may be beyond reading; nil for any number.
  public var errorLimit: ErrorLimit?

  /// Whether more is beyond reading than the import allows, which would not begin.
  public var hasTooManyErrors: Bool {
    let unreadable = rejectionCounts.reduce(0) { $0 + ($1.key == .takenDown ? 0 : $1.value) }
    return errorLimit?.isExceeded(by: unreadable, of: total.read) ?? false
  }

  public var exitCode: ExitCode {
    if hasTooManyErrors { return .thresholdExceeded }
    return leavesPending ? .quarantined : .done
  }
}
