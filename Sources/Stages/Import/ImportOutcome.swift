public import PipelineCore
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
  public var exitCode: ExitCode
}

/// Files and members that hold no recipes and were passed over.
public struct LeftOut: Sendable, Equatable {
  /// One of them, and why.
  public struct Item: Sendable, Equatable {
    public var location: SourceLocation
    public var reason: String
  }

  /// How many there were, by reason.
  public private(set) var counts: [String: Int] = [:]
  /// The first of them.
  public private(set) var first: [Item] = []

  /// How many are listed one by one.
  public static let listed = 20

  public init() {}

  mutating func add(_ location: SourceLocation, reason: String) {
    counts[reason, default: 0] += 1
    if first.count < LeftOut.listed { first.append(Item(location: location, reason: reason)) }
  }
}
