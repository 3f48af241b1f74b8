/// How many events were counted, and how many a rule dropped.
///
/// All of them add up over recipes and periods; different viewers do not (`ViewerUnion`).
public struct ViewCounts: Sendable, Hashable {
  /// Views (R24), the anonymous ones included.
  public var views = 0
  /// Views without a viewer.
  public var anonymous = 0
  /// Events that repeated the one before them.
  public var repeats = 0
  /// Events that no person made.
  public var robots = 0

  public init(views: Int = 0, anonymous: Int = 0, repeats: Int = 0, robots: Int = 0) {
    self.views = views
    self.anonymous = anonymous
    self.repeats = repeats
    self.robots = robots
  }

  public var isZero: Bool { self == ViewCounts() }

  /// All events, counted or dropped.
  public var events: Int { views + repeats + robots }

  public static func += (total: inout ViewCounts, part: ViewCounts) {
    total.views += part.views
    total.anonymous += part.anonymous
    total.repeats += part.repeats
    total.robots += part.robots
  }
}
