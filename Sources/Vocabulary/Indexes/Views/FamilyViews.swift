/// What was counted for a recipe and all its descendants together (R26).
public struct FamilyViewCount: Sendable, Equatable {
  public var recipe: Int64
  public var views: Int
  /// Different viewers, exact: who viewed several recipes of the family is one viewer.
  public var viewers: Int
  public var anonymous: Int

  public init(recipe: Int64, views: Int, viewers: Int, anonymous: Int) {
    self.recipe = recipe
    self.views = views
    self.viewers = viewers
    self.anonymous = anonymous
  }
}

/// Counts views by the subtree of every recipe at once.
///
/// Mapping a recipe to all its ancestors would explode on chains. Instead each viewer is counted
/// at every recipe viewed, and taken off where two of them meet: with a viewer's recipes in
/// pre-order, that is the lowest common ancestor of each two neighbours. Sums over subtrees then
/// hold every viewer once. The cost is a sort and one climb for each view.
public enum FamilyViews {
  /// Counts for every recipe whose subtree has views.
  ///
  /// Recipes without a placement in the forest are left out.
  ///
  /// - Parameters:
  ///   - views: Counted views of one period, in any order.
  ///   - forest: The lineage.
  /// - Returns: The counts in the order of the forest's keys.
  public static func counts(of views: [ViewEvent], in forest: Forest) -> [FamilyViewCount] {
    var total = Tally(count: forest.keys.count)
    var known: [Visit] = []
    for view in views {
      guard let position = forest.position(of: view.recipe) else { continue }
      total.views[position] += 1
      if view.viewerCode == 0 {
        total.anonymous[position] += 1
      } else {
        known.append(Visit(viewer: view.viewerCode, rank: forest.numbers.ranks[position]))
      }
    }
    countViewers(of: &known, in: forest, into: &total)
    total.sumSubtrees(of: forest)
    return forest.keys.indices.filter { total.views[$0] > 0 }.map { position in
      FamilyViewCount(
        recipe: forest.keys[position], views: total.views[position],
        viewers: total.viewers[position], anonymous: total.anonymous[position])
    }
  }

  private static func countViewers(
    of visits: inout [Visit], in forest: Forest, into total: inout Tally
  ) {
    let lastViewer = visits.reduce(0) { max($0, $1.viewer) }
    let lastRank = Int64(forest.numbers.preorder.count)
    radixSort(&visits, bits: significantBits(from: 0, to: lastRank)) { UInt64($0.rank) }
    radixSort(&visits, bits: significantBits(from: 0, to: lastViewer)) { UInt64($0.viewer) }
    var previous: Visit?
    for visit in visits where visit != previous {
      let position = Int(forest.numbers.preorder[Int(visit.rank)])
      total.viewers[position] += 1
      if let previous, previous.viewer == visit.viewer {
        let before = Int(forest.numbers.preorder[Int(previous.rank)])
        if let meeting = forest.lowestCommonAncestor(of: before, and: position) {
          total.viewers[meeting] -= 1
        }
      }
      previous = visit
    }
  }
}

/// A viewer at a recipe, by its place in the pre-order of the forest.
private struct Visit: Equatable {
  var viewer: Int64
  var rank: Int32
}

/// Counts by position in the forest.
private struct Tally {
  var views: [Int]
  var viewers: [Int]
  var anonymous: [Int]

  init(count: Int) {
    views = [Int](repeating: 0, count: count)
    viewers = views
    anonymous = views
  }

  /// Adds what every node has to its parent, the last in pre-order first.
  mutating func sumSubtrees(of forest: Forest) {
    for node in forest.numbers.preorder.reversed() {
      let parent = Int(forest.parents[Int(node)])
      guard parent >= 0 else { continue }
      views[parent] += views[Int(node)]
      viewers[parent] += viewers[Int(node)]
      anonymous[parent] += anonymous[Int(node)]
    }
  }
}
