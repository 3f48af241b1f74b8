public import PipelineCore
public import RecipeModel
public import Store

/// What became of a load of view logs.
public struct ViewLoadOutcome: Sendable {
  /// A file or member that holds no view log and was passed over.
  public struct PassedOver: Sendable, Equatable {
    public var location: SourceLocation
    public var reason: String
  }

  public var run: RunID
  /// Inserted are events that the store did not have; unchanged are those it had; updated those it
  /// had, and now has as made by a robot; skipped are those whose id came before in the same load,
  /// and lines of access logs that say of something else than a recipe that was opened.
  public var total: Account
  /// By archive and member, in that order.
  public var accounts: [MemberAccount]
  /// The first of what was passed over.
  public var passedOver: [PassedOver]
  /// How much was passed over.
  public var passedOverCount: Int
  public var exitCode: ExitCode
}
