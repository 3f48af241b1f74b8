import ArgumentParser
import BackupRepository
import Console
import JSONText
import PipelineCore
import RecipeModel

/// Shows what a snapshot holds.
struct BackupShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a snapshot holds, table by table.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: RepositoryOptions
  @OptionGroup var choice: SnapshotOptions

  func run(in session: CommandSession) throws -> SnapshotDetails {
    let repository = try session.openRepository(place.repository, place.secret)
    let id = try choice.resolve(in: repository)
    return SnapshotDetails(
      id: id, manifest: try repository.manifest(id),
      erased: try session.erasedSince(in: repository)[id]?.count ?? 0)
  }
}

/// Which snapshot of a repository; the newest one unless named.
struct SnapshotOptions: ParsableArguments {
  @Argument(
    help: "The snapshot, or the beginning of its name; the newest unless given.")
  var snapshot: String?

  func resolve(in repository: Repository) throws -> SnapshotID {
    try SnapshotOptions.resolve(snapshot, in: repository)
  }

  /// The only snapshot whose name begins so, or the newest.
  static func resolve(_ snapshot: String?, in repository: Repository) throws -> SnapshotID {
    if let snapshot { return try repository.snapshot(named: snapshot) }
    guard let newest = try repository.newestSnapshot() else {
      throw UnknownSnapshot(name: nil, repository: repository.path, isAmbiguous: false)
    }
    return newest
  }
}

extension Repository {
  /// The newest snapshot; names tell the second, and manifests what came after what within one.
  func newestSnapshot() throws(RepositoryFault) -> SnapshotID? {
    let all = try snapshots()
    guard let last = all.last else { return nil }
    let rivals = all.filter { $0.second == last.second }
    guard rivals.count > 1 else { return last }
    var manifests: [(id: SnapshotID, manifest: SnapshotManifest)] = []
    for id in rivals { manifests.append((id, try manifest(id))) }
    let parents = Set(manifests.compactMap(\.manifest.parent))
    return manifests.max { first, second in
      let (one, other) = (first.manifest.createdAt, second.manifest.createdAt)
      if one != other { return one < other }
      return parents.contains(first.id) && !parents.contains(second.id)
    }?.id
  }

  /// The one snapshot whose name begins so.
  func snapshot(named name: String) throws -> SnapshotID {
    let found = try snapshots().filter { $0.text.hasPrefix(name) }
    guard let only = found.first, found.count == 1 else {
      throw UnknownSnapshot(name: name, repository: path, isAmbiguous: found.count > 1)
    }
    return only
  }
}

/// A snapshot that is not there, or a name that several begin with.
struct UnknownSnapshot: Fault {
  var name: String?
  var repository: String
  var isAmbiguous: Bool

  var what: String {
    guard let name else { return "the repository holds no snapshot" }
    return isAmbiguous
      ? "several snapshots begin with \(name.escapedForTerminal)"
      : "there is no snapshot \(name.escapedForTerminal)"
  }
  var location: SourceLocation? { SourceLocation(archive: repository) }
  var hint: String? {
    name == nil ? "`levain backup create` takes one" : "`levain backup list` shows them"
  }
}

/// A snapshot, table by table.
struct SnapshotDetails: CommandResult {
  var id: SnapshotID
  var manifest: SnapshotManifest
  /// How many people it still holds who were erased since (R23).
  var erased: Int

  var schema: String { "snapshot-details/1" }

  func writeMembers(to writer: inout JSONWriter) {
    manifest.writeSummary(of: id, to: &writer)
    if erased > 0 { writer.member("holdsErased", erased) }
    writer.key("schemaVersion")
    writer.integer(manifest.schemaVersion)
    writer.key("installation")
    writer.string(manifest.store.installationID)
    writer.key("change")
    writer.integer(manifest.store.changeCounter)
    writer.key("tables")
    writer.array { writer in
      for table in manifest.tables {
        writer.object { writer in
          writer.key("name")
          writer.string(table.name)
          writer.key("rows")
          writer.integer(table.rows)
          writer.key("layers")
          writer.integer(table.layers.count)
          writer.key("bytes")
          writer.integer(table.storedBytes)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("table"), .init("rows", .right), .init("layers", .right), .init("shards", .right),
      .init("bytes", .right),
    ])
    for part in manifest.tables where part.rows > 0 {
      table.append([
        .init(part.name), .init(part.rows), .init(part.layers.count),
        .init(part.layers.reduce(0) { $0 + $1.shards.count }),
        .init(Figures.bytes(Int64(part.storedBytes))),
      ])
    }
    output.table(table)
    let kind =
      manifest.parent.map { "incremental, built on \($0)" } ?? "full"
    output.note(
      "\(id): \(kind), taken \(manifest.createdAt), schema version \(manifest.schemaVersion), "
        + Figures.count(manifest.images.count, "picture", "pictures"))
    if erased > 0 {
      output.note(id.holding(erased))
      output.note("`levain backup rewrite --erased` makes a clean one of it")
    }
  }
}

extension SnapshotManifest.Table {
  fileprivate var storedBytes: Int {
    layers.flatMap(\.shards).reduce(0) { $0 + $1.object.storedBytes }
  }
}
