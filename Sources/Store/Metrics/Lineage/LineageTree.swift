public import RecipeModel
import Store

/// The family of a recipe, as far as its reader may see it (R19), in pre-order.
public struct LineageTree: Sendable, Equatable {
  /// The root first; every other node comes after its parent and before its parent's next child.
  public var nodes: [LineageNode]
  /// The index of the recipe that was asked for.
  public var asked: Int
  public var source: AnswerSource

  public init(nodes: [LineageNode], asked: Int, source: AnswerSource) {
    self.nodes = nodes
    self.asked = asked
    self.source = source
  }

  /// The node that was asked for, its parent, and so on to the root, as indices.
  public var pathToRoot: [Int] {
    Array(sequence(first: asked) { nodes[$0].parent })
  }

  /// The children of the node that was asked for, as indices.
  public var children: [Int] { nodes.indices.filter { nodes[$0].parent == asked } }

  /// How many recipes the family has, the hidden ones included.
  public var recipeCount: Int { nodes.reduce(0) { $0 + $1.recipeCount } }
}

/// One place in a family.
public struct LineageNode: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case recipe(LineageRecipe)
    /// Recipes out of reach that hang on the parent, and on each other: how many, and how many
    /// generations further than the parent they go.
    case hidden(count: Int, distance: Int)
  }

  public var subject: Subject
  /// Generations from the root of the family, hidden ones included.
  public var depth: Int
  /// The index of the parent; nil for the root.
  public var parent: Int?

  public init(_ subject: Subject, depth: Int, parent: Int?) {
    self.subject = subject
    self.depth = depth
    self.parent = parent
  }

  var recipeCount: Int {
    switch subject {
    case .recipe: 1
    case .hidden(let count, _): count
    }
  }
}

/// A recipe in a family, as far as its reader may see it.
public struct LineageRecipe: Sendable, Equatable {
  public var id: RecipeID
  /// Nil for a purged recipe, and for a deleted one that the reader could not restore.
  public var title: String?
  /// The slug of its community; nil in a catalogue.
  public var community: String?
  /// How it came from its parent; nil for a root.
  public var kind: OriginKind?
  /// The name of the community that it was shared from, for a share.
  public var sharedFrom: String?
  public var createdAt: Instant
  public var isDeleted: Bool
  /// Whether nothing is left of it but its place (R22).
  public var isPurged: Bool

  public init(
    id: RecipeID, title: String?, community: String?, kind: OriginKind? = nil,
    sharedFrom: String? = nil, createdAt: Instant, isDeleted: Bool = false,
    isPurged: Bool = false
  ) {
    self.id = id
    self.title = title
    self.community = community
    self.kind = kind
    self.sharedFrom = sharedFrom
    self.createdAt = createdAt
    self.isDeleted = isDeleted
    self.isPurged = isPurged
  }

  init(_ row: LineageRow, isRoot: Bool, for reader: ReaderKeys) {
    let showsTitle =
      !row.isDeleted || reader.seesDeleted(community: row.community, creator: row.creator)
    self.init(
      id: row.id, title: showsTitle ? row.title : nil, community: row.communitySlug,
      kind: isRoot ? nil : row.kind, sharedFrom: isRoot ? nil : row.sharedFrom,
      createdAt: row.createdAt, isDeleted: row.isDeleted, isPurged: row.isPurged)
  }
}
