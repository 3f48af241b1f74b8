/// What was counted for a recipe and all its descendants together (R26).
public struct FamilyViewCount: Sendable, Equatable {
  public var views: Int
  /// Different viewers, exact: who viewed several recipes of the family is one viewer.
  public var viewers: Int

  public init(views: Int, viewers: Int) {
    self.views = views
    self.viewers = viewers
  }
}

/// Counts views and unique viewers by the subtree of every recipe at once.
///
/// Memory holds each viewer of each recipe once, in any number of days.
public struct FamilyViews: Sendable {
  /// How many marks are gathered at least before those that stand there twice are taken out.
  private static let leastRoom = 1 << 20

  private let forest: Forest
  private let compactsAt: Int
  /// Views of the recipes themselves, by position in the forest's keys.
  public private(set) var direct: [Int]
  private var viewers: [NodeMark] = []
  private var room: Int

  public init(in forest: Forest) {
    self.init(in: forest, compactingAt: FamilyViews.leastRoom)
  }

  init(in forest: Forest, compactingAt room: Int) {
    self.forest = forest
    compactsAt = room
    self.room = room
    direct = [Int](repeating: 0, count: forest.keys.count)
  }

  /// Adds views of the recipe at a position.
  public mutating func add(views: Int, at position: Int) {
    direct[position] += views
  }

  /// Adds a viewer, by a positive key, of the recipe at a position.
  public mutating func add(viewer: Int64, at position: Int) {
    guard let mark = forest.mark(position, with: viewer) else { return }
    if viewers.count == room {
      forest.sortAndUnify(&viewers)
      room = max(compactsAt, viewers.count * 2)
    }
    viewers.append(mark)
  }

  /// What was counted for each recipe with all its descendants, by position.
  ///
  /// A recipe without a placement in the forest has what was counted of itself, and no viewers.
  public consuming func counts() -> [FamilyViewCount] {
    var views = direct
    forest.sumSubtrees(&views)
    let unique = forest.countDistinct(&viewers)
    return zip(views, unique).map { FamilyViewCount(views: $0, viewers: $1) }
  }
}
