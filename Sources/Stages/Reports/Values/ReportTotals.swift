/// What happened in a period, counted of the community's recipes themselves ("direct", R26).
public struct ReportTotals: Sendable, Equatable {
  /// Openings of recipes, repeats left out (R24).
  public var views: Int
  /// Different signed-in people among them (R24).
  public var viewers: ViewerCount
  /// Views of nobody known: not signed in, or view tracking switched off.
  public var anonymousViews: Int
  /// How often a recipe was shared into another community (R25).
  public var shares: Int
  /// Variants and shares made from the recipes (R25).
  public var forks: Int

  public init(views: Int, viewers: ViewerCount, anonymousViews: Int, shares: Int, forks: Int) {
    self.views = views
    self.viewers = viewers
    self.anonymousViews = anonymousViews
    self.shares = shares
    self.forks = forks
  }
}

/// How many different viewers, and whether the number is exact.
public struct ViewerCount: Sendable, Equatable, ExpressibleByIntegerLiteral {
  public var count: Int
  /// False when it was read from a sketch.
  public var isExact: Bool

  public init(_ count: Int, isExact: Bool = true) {
    self.count = count
    self.isExact = isExact
  }

  public init(integerLiteral value: Int) {
    self.init(value)
  }
}
