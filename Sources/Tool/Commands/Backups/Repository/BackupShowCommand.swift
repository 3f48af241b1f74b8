import ArgumentParser
import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

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
    let manifest = try repository.manifest(id)
    var communities = RepositoryCommunities(of: repository)
    return SnapshotDetails(
      id: id, manifest: manifest, community: communities.community(of: manifest),
      erased: try session.erasedSince(in: repository)[id]?.count ?? 0)
  }
}

/// A snapshot, table by table.
struct SnapshotDetails: CommandResult {
  var id: SnapshotID
  var manifest: SnapshotManifest
  /// The community that it is of.
  var community: SnapshotCommunity?
  /// How many people it still holds who were erased since (R23).
  var erased: Int

  var schema: String { "snapshot-details/1" }

  func writeMembers(to writer: inout JSONWriter) {
    manifest.writeSummary(of: id, to: &writer)
    if let community {
      writer.key("community")
      writer.object { writer in
        writer.member("id", community.id.text)
        writer.member("slug", community.slug)
        writer.member("name", community.name)
      }
    }
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
      community.map { "community \($0.slug) (\($0.name.escapedForTerminal))" }
      ?? manifest.communityID.map { "community \($0)" }
      ?? manifest.parent.map { "incremental, built on \($0)" } ?? "full"
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
