public import RecipeModel

/// A recipe and everything forked from it, as far as the reader may see it (R19).
public struct RecipeFamily: Sendable, Equatable {
  /// The root first; every other node is the child of exactly one node before it.
  public let nodes: [FamilyNode]

  /// Takes the nodes; whether they form one tree is the caller's promise, and is checked.
  public init(nodes: [FamilyNode]) {
    precondition(!nodes.isEmpty, "a family has a root")
    var isChild = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.children {
        precondition(child > index && child < nodes.count, "a child comes after its parent")
        precondition(!isChild[child], "a node has one parent")
        isChild[child] = true
      }
    }
    precondition(isChild.dropFirst().allSatisfy { $0 }, "every node but the root has a parent")
    self.nodes = nodes
  }

  /// How many recipes the family has, the hidden ones included.
  public var size: Int { nodes.reduce(0) { $0 + $1.size } }

  /// The index of each node's parent; nil for the root.
  var parents: [Int?] {
    var parents = [Int?](repeating: nil, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for child in node.children { parents[child] = index }
    }
    return parents
  }
}

/// One place in a family.
public struct FamilyNode: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    /// A recipe that the reader may see.
    case recipe(title: String, id: RecipeID)
    /// Recipes that the reader may not see: how many, and how many steps from the visible one
    /// they hang on the furthest of them is.
    case hidden(count: Int, distance: Int)
  }

  public var subject: Subject
  /// How the recipe came from its parent; nil for a root, and for what is hidden.
  public var kind: OriginKind?
  /// The community it was shared from; nil when it was not, or has no name any more.
  public var sharedFrom: String?
  /// Views of the recipe itself; nil for what is hidden.
  public var views: Int?
  /// Steps from the root of the family, hidden ones included.
  public var depth: Int
  /// Indices of the children, in the order in which they are shown.
  public var children: [Int]

  public init(
    _ subject: Subject, kind: OriginKind? = nil, sharedFrom: String? = nil, views: Int? = nil,
    depth: Int, children: [Int] = []
  ) {
    if case .hidden(let count, _) = subject {
      precondition(
        count > 0 && kind == nil && sharedFrom == nil && views == nil,
        "of what is hidden only a distance and a count are known")
    }
    self.subject = subject
    self.kind = kind
    self.sharedFrom = sharedFrom
    self.views = views
    self.depth = depth
    self.children = children
  }

  /// How many recipes it stands for.
  var size: Int {
    switch subject {
    case .recipe: 1
    case .hidden(let count, _): count
    }
  }
}
