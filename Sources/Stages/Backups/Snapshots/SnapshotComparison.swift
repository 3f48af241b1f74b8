public import BackupRepository
import JSONText
public import PipelineCore
import Store

/// Tells what changed from one snapshot to another, table by table, from their shards alone.
///
/// What both have in the same place is read only where something else lies over it. Memory holds a key
/// and a digest for each row of the shards of one table that only one of them has.
public struct SnapshotComparison: Sendable {
  public var repository: Repository
  public var earlier: SnapshotID
  public var later: SnapshotID
  public var holder: String
  public var observer: Observer

  public init(
    repository: Repository, earlier: SnapshotID, later: SnapshotID, holder: String,
    observer: Observer = Observer()
  ) {
    self.repository = repository
    self.earlier = earlier
    self.later = later
    self.holder = holder
    self.observer = observer
  }

  /// How many rows of one table differ.
  ///
  /// A row without a number of its own is never changed: it goes, and another one comes.
  public struct Table: Sendable, Equatable {
    public var name: String
    public var rowsBefore: Int
    public var rowsAfter: Int
    public var added = 0
    public var changed = 0
    public var removed = 0

    public var differs: Bool { added + changed + removed > 0 }
  }

  public struct Summary: Sendable, Equatable {
    public var earlier: SnapshotManifest
    public var later: SnapshotManifest
    /// In the order of the later one, then those that only the earlier one has.
    public var tables: [Table] = []
    /// How many shards were read, of how many.
    public var shards = RepositoryVerification.Coverage()
  }

  /// Compares.
  ///
  /// - Throws: A `RepositoryFault` that names the file that cannot be read; `Interrupted`.
  public func run() throws -> Summary {
    let lock = try repository.lock(.reading, holder: holder)
    defer { lock.release() }
    var summary = Summary(
      earlier: try repository.manifest(earlier), later: try repository.manifest(later))
    let (before, after) = (summary.earlier.tables, summary.later.tables)
    let names =
      after.map(\.name) + before.map(\.name).filter { name in !after.contains { $0.name == name } }
    summary.shards.all =
      Set((before + after).flatMap(\.layers).flatMap(\.shards).map(\.object)).count
    for name in names {
      let pair = TablePair(
        before: before.first { $0.name == name }, after: after.first { $0.name == name })
      summary.tables.append(try compare(name, pair, &summary.shards))
    }
    return summary
  }

  // MARK: - One table

  private func compare(
    _ name: String, _ pair: TablePair, _ coverage: inout RepositoryVerification.Coverage
  ) throws -> Table {
    var table = Table(
      name: name, rowsBefore: pair.before?.rows ?? 0, rowsAfter: pair.after?.rows ?? 0)
    guard pair.differs else { return table }
    var folded = FoldedRows()
    if pair.isKeyed {
      for depth in pair.ownDepths.reversed() {
        let (before, after) = (
          pair.ownShards(of: \.before, at: depth), pair.ownShards(of: \.after, at: depth)
        )
        try read(before, &coverage) { folded.before.lay($0) }
        try read(after, &coverage) { folded.after.lay($0) }
      }
      let keys = folded.sortedKeys
      for depth in pair.sharedDepths.reversed() {
        let shards = pair.sharedShards(at: depth).filter { $0.mayHold(keys) }
        try read(shards, &coverage) { folded.layBelow($0) }
      }
    } else {
      guard pair.isFlat else {
        throw RepositoryFault(
          .damaged(detail: "\(name) has layers, and rows without keys"), path: repository.path)
      }
      try read(pair.ownShards(of: \.before, at: 0), &coverage) { folded.before.layWhole($0) }
      try read(pair.ownShards(of: \.after, at: 0), &coverage) { folded.after.layWhole($0) }
    }
    folded.count(into: &table)
    return table
  }

  private func read(
    _ shards: [SnapshotManifest.Shard], _ coverage: inout RepositoryVerification.Coverage,
    _ body: (SnapshotLine) -> Void
  ) throws {
    let parser = JSONParser()
    var rows = 0
    try ShardReading(repository: repository).each(shards.map(\.object)) { index, content in
      if observer.shouldStop() { throw Interrupted() }
      guard SnapshotLine.each(of: try content.get(), parser: parser, body) else {
        let name = repository.name(of: shards[index].object.digest, .shard)
        throw RepositoryFault(
          .damaged(detail: "a line of it is no row"), path: "\(repository.path)/\(name)")
      }
      rows += shards[index].rows
      observer.progress(Progress(activity: "comparing", records: rows))
    }
    coverage.read += shards.count
  }
}

/// A table as two snapshots have it.
private struct TablePair {
  var before: SnapshotManifest.Table?
  var after: SnapshotManifest.Table?
  /// How many layers from the base on are the same in both.
  private let same: Int
  /// What both have in the first layer that is not.
  private let common: Set<ShardReference>

  init(before: SnapshotManifest.Table?, after: SnapshotManifest.Table?) {
    self.before = before
    self.after = after
    let layers = (before?.layers ?? [], after?.layers ?? [])
    let same = zip(layers.0, layers.1).prefix { $0 == $1 }.count
    self.same = same
    let next = [layers.0, layers.1].map { layers in
      Set(layers.dropFirst(same).first?.shards.map(\.object) ?? [])
    }
    common = next[0].intersection(next[1])
  }

  private var tables: [SnapshotManifest.Table] { [before, after].compactMap(\.self) }
  private var depth: Int { tables.map(\.layers.count).max() ?? 0 }

  var differs: Bool { same < depth }
  var isFlat: Bool { depth <= 1 }
  var isKeyed: Bool { tables.flatMap(\.layers).flatMap(\.shards).allSatisfy { $0.keys != nil } }

  /// The layers in which they differ, and those in which they have something in common.
  var ownDepths: Range<Int> { same..<max(same, depth) }
  var sharedDepths: Range<Int> { 0..<(common.isEmpty ? same : same + 1) }

  func ownShards(
    of side: KeyPath<TablePair, SnapshotManifest.Table?>, at depth: Int
  ) -> [SnapshotManifest.Shard] {
    guard let layers = self[keyPath: side]?.layers, depth < layers.count else { return [] }
    return layers[depth].shards.filter { depth > same || !common.contains($0.object) }
  }

  func sharedShards(at depth: Int) -> [SnapshotManifest.Shard] {
    let shards = after?.layers[depth].shards ?? []
    return depth < same ? shards : shards.filter { common.contains($0.object) }
  }
}

extension SnapshotManifest.Shard {
  /// Whether one of the keys, which are sorted, lies in its range.
  fileprivate func mayHold(_ sorted: [Int64]) -> Bool {
    guard let keys else { return true }
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < Int64(keys.lowerBound) { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] <= Int64(keys.upperBound)
  }
}
