import RecipeCoding
public import RecipeModel

/// What a snapshot says of itself: what it is of, and the objects that it needs.
///
/// It names all of them, those of the snapshot that it follows as well, so that no snapshot needs
/// another one's manifest.
public struct SnapshotManifest: Sendable, Equatable {
  /// How it was made.
  public enum Kind: String, Sendable {
    /// Each table was written anew.
    case full
    /// What had changed since the parent was written.
    case incremental
  }

  /// The program that wrote it.
  public var tool: String
  public var toolVersion: String?
  /// The version of the tables and of their lines.
  public var schemaVersion: Int
  /// The reference time of the run.
  public var createdAt: Instant
  public var kind: Kind
  /// The snapshot that an incremental one follows, which may be gone since; nil of a full one.
  public var parent: SnapshotID?
  /// What somebody wrote on it.
  public var label: String?
  /// What may be in it, such as `full` or `community`.
  public var profile: String
  /// What of the store it is of, such as a community's id; nil for all.
  public var scope: String?
  /// The store that it was made of.
  public var store: StoreState
  public var tables: [Table]
  /// The image files that rows of it name.
  public var images: Images

  public init(
    tool: String = "levain", toolVersion: String? = nil, schemaVersion: Int, createdAt: Instant,
    kind: Kind, parent: SnapshotID? = nil, label: String? = nil, profile: String,
    scope: String? = nil, store: StoreState, tables: [Table], images: Images
  ) {
    self.tool = tool
    self.toolVersion = toolVersion
    self.schemaVersion = schemaVersion
    self.createdAt = createdAt
    self.kind = kind
    self.parent = parent
    self.label = label
    self.profile = profile
    self.scope = scope
    self.store = store
    self.tables = tables
    self.images = images
  }

  /// The store at the moment of a snapshot.
  public struct StoreState: Sendable, Equatable {
    public var installationID: String
    /// How many changes it had seen.
    public var changeCounter: Int
    /// The run that made the snapshot.
    public var runID: String?

    public init(installationID: String, changeCounter: Int, runID: String? = nil) {
      self.installationID = installationID
      self.changeCounter = changeCounter
      self.runID = runID
    }
  }

  /// One table.
  public struct Table: Sendable, Equatable {
    public var name: String
    /// How many rows it has once its layers are laid over each other.
    public var rows: Int
    /// The first is the base, each later one what changed since the one before.
    public var layers: [Layer]

    public init(name: String, rows: Int, layers: [Layer]) {
      self.name = name
      self.rows = rows
      self.layers = layers
    }
  }

  /// The shards of one snapshot of the chain, by their keys.
  public struct Layer: Sendable, Equatable {
    public var shards: [Shard]

    public init(shards: [Shard]) {
      self.shards = shards
    }
  }

  /// One shard of a table.
  public struct Shard: Sendable, Equatable {
    public var object: ShardReference
    /// How many rows its lines stand for; a line may stand for none, where there were some.
    public var rows: Int
    /// The lowest and the highest key of its lines; nil where keys are no integers.
    public var keys: ClosedRange<Int>?

    public init(object: ShardReference, rows: Int, keys: ClosedRange<Int>?) {
      self.object = object
      self.rows = rows
      self.keys = keys
    }
  }

  /// How many different image files there are, and their size together; which ones, rows tell.
  public struct Images: Sendable, Equatable {
    public var count: Int
    public var bytes: Int

    public init(count: Int, bytes: Int) {
      self.count = count
      self.bytes = bytes
    }
  }

  /// All its shards, by tables and layers.
  public var shards: [Shard] { tables.flatMap(\.layers).flatMap(\.shards) }
}

extension SnapshotManifest {
  /// Its name; nil for a moment before the year 1 or after 9999.
  public var id: SnapshotID? { SnapshotID(createdAt: createdAt, digest: .sha256(line)) }

  /// Why it contradicts itself or passes a limit, as the name of the member that does; nil when it does
  /// not.
  var contradiction: StaticString? {
    if kind == .full, parent != nil { return "parent" }
    if kind == .incremental, parent == nil { return "parent" }
    if Set(tables.map(\.name)).count != tables.count { return "tables" }
    var shardCount = 0
    for table in tables {
      guard kind == .incremental || table.layers.count <= 1 else { return "layers" }
      // Neither sum overflows: numbers of rows and shards are bounded.
      var held = 0
      for layer in table.layers {
        shardCount += layer.shards.count
        guard shardCount <= Limits.shards else { return "shards" }
        held += layer.shards.reduce(0) { $0 + $1.rows }
        // A shard of equal lines may be in two layers: what was changed may be changed back.
        guard Set(layer.shards.map(\.object.digest)).count == layer.shards.count else {
          return "shards"
        }
      }
      // Later layers change and remove rows of earlier ones.
      guard table.layers.count <= 1 ? held == table.rows : held >= table.rows else { return "rows" }
    }
    return nil
  }

  enum Limits {
    static let tables = 1000
    static let layers = 10_000
    static let shards = 1_000_000
    static let rows = 1_000_000_000_000
    static let number = 1 << 53
    static let textBytes = 1024
  }

  /// How many bytes its file has at most.
  static let largestFile = 256 * 1024 * 1024
}
