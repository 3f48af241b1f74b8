public import RecipeModel

/// What a rollup did.
public struct RollupOutcome: Sendable, Equatable {
  public var run = RunID("")
  /// Days and months that were counted again.
  public var days = 0
  public var months = 0
  /// Raw events that were read for it.
  public var events = 0
}
