public import RecipeModel

/// What a rollup did.
public struct RollupOutcome: Sendable, Equatable {
  public var run = RunID("")
  /// Raw days (UTC) that had changed.
  public var days = 0
  /// Days of communities, in their own zones and in the installation's, whose counts changed.
  public var rows = 0
  /// Raw events that were read for it.
  public var events = 0
  /// Periods of targets for which something else was counted than before.
  public var targetPoints = 0
}
