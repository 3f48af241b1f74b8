/// How two recipes stand to each other.
public enum LineageRelation: Sendable, Equatable {
  /// They are of different families.
  case strangers
  case kin(LineageKinship)
}

/// Where the ways of two recipes of one family meet.
public struct LineageKinship: Sendable, Equatable {
  /// The nearest recipe that both were made from, or one of them when the other was made from it;
  /// nil when it is out of reach.
  public var ancestor: LineageRecipe?
  /// How many generations the one that was asked for first is from it.
  public var generations: Int
  /// How many generations the other one is from it.
  public var otherGenerations: Int

  /// How many steps lead from one to the other.
  public var distance: Int { generations + otherGenerations }
}
