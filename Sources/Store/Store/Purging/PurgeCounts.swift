/// How many rows were removed for good, by kind (R22).
public struct PurgeCounts: Sendable, Equatable {
  /// Reduced to bare nodes of the lineage.
  public var recipes = 0
  /// Reduced to bare rows without a name.
  public var communities = 0
  public var memberships = 0
  public var activities = 0
  public var proposals = 0
  public var revisions = 0
  /// Texts that nothing says any more.
  public var bodies = 0
  /// Pictures that no recipe shows any more.
  public var images = 0

  public init() {}

  public var isEmpty: Bool { self == PurgeCounts() }

  /// Each count with its name, in a fixed order.
  public var named: [(name: String, count: Int)] {
    [
      ("recipes", recipes), ("communities", communities), ("memberships", memberships),
      ("activities", activities), ("proposals", proposals), ("revisions", revisions),
      ("bodies", bodies), ("images", images),
    ]
  }

  public static func += (total: inout PurgeCounts, part: PurgeCounts) {
    total.recipes += part.recipes
    total.communities += part.communities
    total.memberships += part.memberships
    total.activities += part.activities
    total.proposals += part.proposals
    total.revisions += part.revisions
    total.bodies += part.bodies
    total.images += part.images
  }
}
