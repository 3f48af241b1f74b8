public import RecipeModel

/// Which period of a target is looked at.
public enum TargetPeriodChoice: Sendable, Equatable {
  /// The last one that is over.
  case last
  /// The one that it is now, so far.
  case current
  /// This one, of targets with periods of its length.
  case named(Period)
}

extension TargetProgress {
  /// What was reached in a period; nil where the target, or those before it, did not hold.
  public func point(in choice: TargetPeriodChoice) -> TargetPoint? {
    switch choice {
    case .last: last
    case .current: current
    case .named(let period):
      past.first { $0.period == period } ?? (current?.period == period ? current : nil)
    }
  }
}
