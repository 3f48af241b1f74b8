import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// A family as one reader sees it: what they may not see is a count and a distance (R19).
///
/// Others' personal copies never appear, nor does what is deleted; where something that appears
/// descends from them they hold its place as hidden ones, so that its lineage stays whole.
public struct FamilyOutline: Sendable, Equatable {
  /// What stands at a place.
  public enum Subject: Sendable, Equatable {
    case recipe(key: RecipeKey, id: RecipeID, title: String)
    /// How many recipes, and how many steps the furthest is from the visible one above them.
    case hidden(count: Int, distance: Int)
  }

  /// One place of the family.
  public struct Node: Sendable, Equatable {
    public var subject: Subject
    /// How it came from its parent; nil for a root and for hidden ones.
    public var kind: OriginKind?
    /// The name of the community it was shared from.
    public var sharedFrom: String?
    /// Views of the recipe itself in the span; nil for hidden ones.
    public var views: Int?
    /// Steps from the root, hidden ones included; of hidden ones, the nearest.
    public var depth: Int
    /// Indices of the children, all of them greater than the node's own.
    public var children: [Int]
  }

  /// The root first, parents before their children.
  public private(set) var nodes: [Node] = []

  /// Reads a recipe and everything made from it, with the views of a span.
  static func below(
    _ root: RecipeKey, during period: ClosedRange<Day>, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> FamilyOutline {
    try FamilyOutline(
      of: try transaction.family(below: root), for: try transaction.readerKeys(reach),
      during: period, in: transaction)
  }

  /// Draws the outline of a tree, with the views of a span.
  init(
    of members: [StoredFamilyMember], for reader: ReaderKeys, during period: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws {
    let visible = members.map(\.node).filter { !$0.isDeleted && reader.reach($0) }.map(\.key)
    var tally = RecipeTally()
    try RecipeSelection.recipes(visible, in: transaction)
      .eachDay(during: period, in: transaction) { try tally.add($0.payload) }
    let views = visible.map { ($0, tally[$0.value].views) }
    self.init(of: members, for: reader, views: Dictionary(uniqueKeysWithValues: views))
  }

  /// Draws the outline of a tree.
  ///
  /// - Parameters:
  ///   - members: A root and all its descendants, in any order.
  ///   - reader: Who looks at it.
  ///   - views: The views of each recipe in the span; those that are missing had none.
  public init(of members: [StoredFamilyMember], for reader: ReaderKeys, views: [RecipeKey: Int]) {
    let tree = MemberTree(members, for: reader)
    // Where each kept member is drawn; a stack, so that the deepest chain takes no recursion.
    var pending: [(member: Int, parent: Int?, depth: Int, hiddenSteps: Int)] = []
    if let root = tree.root { pending.append((root, nil, 0, 0)) }
    while let next = pending.popLast() {
      let member = tree.members[next.member]
      let place: Int
      var hiddenSteps = 0
      if tree.isVisible(next.member) {
        place = append(
          Node(
            subject: .recipe(key: member.node.key, id: member.id, title: member.title),
            kind: member.node.kind, sharedFrom: member.sharedFrom,
            views: views[member.node.key] ?? 0,
            depth: next.depth, children: []),
          below: next.parent)
      } else {
        hiddenSteps = next.hiddenSteps + 1
        place = hide(below: next.parent, depth: next.depth, distance: hiddenSteps)
      }
      for child in tree.children(of: next.member).reversed() {
        pending.append((child, place, next.depth + 1, hiddenSteps))
      }
    }
  }

  private mutating func append(_ node: Node, below parent: Int?) -> Int {
    nodes.append(node)
    if let parent { nodes[parent].children.append(nodes.count - 1) }
    return nodes.count - 1
  }

  /// Counts a hidden recipe in the one place that its visible ancestor has for them.
  private mutating func hide(below parent: Int?, depth: Int, distance: Int) -> Int {
    guard let parent else {
      return append(.hidden(depth: depth), below: nil)
    }
    let candidates = [parent] + nodes[parent].children
    for place in candidates {
      guard case .hidden(let count, let furthest) = nodes[place].subject else { continue }
      nodes[place].subject = .hidden(count: count + 1, distance: max(furthest, distance))
      return place
    }
    return append(.hidden(depth: depth), below: parent)
  }
}

extension FamilyOutline.Node {
  fileprivate static func hidden(depth: Int) -> FamilyOutline.Node {
    FamilyOutline.Node(
      subject: .hidden(count: 1, distance: 1), kind: nil, sharedFrom: nil, views: nil,
      depth: depth, children: [])
  }
}

/// A family with what leaves no trace taken out.
private struct MemberTree {
  let members: [StoredFamilyMember]
  private let reader: ReaderKeys
  private var childrenOf: [RecipeKey: [Int]] = [:]
  private var keeps: [Bool]
  /// The position of the root; nil for an empty family.
  let root: Int?

  init(_ members: [StoredFamilyMember], for reader: ReaderKeys) {
    self.members = members
    self.reader = reader
    keeps = [Bool](repeating: true, count: members.count)
    let keys = Set(members.map(\.node.key))
    root = members.firstIndex { member in member.node.origin.map { !keys.contains($0) } ?? true }
    for index in members.indices where index != root {
      if let origin = members[index].node.origin { childrenOf[origin, default: []].append(index) }
    }
    prune()
  }

  func isVisible(_ index: Int) -> Bool {
    !members[index].node.isDeleted && reader.reach(members[index].node)
  }

  func children(of index: Int) -> [Int] {
    (childrenOf[members[index].node.key] ?? []).filter { keeps[$0] }
  }

  /// Takes out personal copies and deleted recipes that nothing visible or living descends from.
  private mutating func prune() {
    for index in downwards().reversed() where index != root {
      let member = members[index].node
      guard member.isDeleted || member.kind == .personalCopy else { continue }
      keeps[index] = !children(of: index).isEmpty
    }
  }

  /// All positions, parents before children.
  private func downwards() -> [Int] {
    var order = root.map { [$0] } ?? []
    var next = 0
    while next < order.count {
      order += childrenOf[members[order[next]].node.key] ?? []
      next += 1
    }
    return order
  }
}
