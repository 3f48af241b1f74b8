import ArgumentParser
import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Lists snapshots.
struct BackupListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the snapshots of a repository, newest first.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: RepositoryOptions

  func run(in session: CommandSession) throws -> SnapshotList {
    let repository = try session.openRepository(place.repository, place.secret)
    var list = SnapshotList(
      entries: try repository.snapshots().reversed().map { (id) throws(RepositoryFault) in
        do throws(RepositoryFault) {
          return SnapshotList.Entry(id: id, manifest: .success(try repository.manifest(id)))
        } catch {
          guard error.isDamage else { throw error }
          return SnapshotList.Entry(id: id, manifest: .failure(error))
        }
      })
    var communities = RepositoryCommunities(of: repository)
    for entry in list.entries {
      guard case .success(let manifest) = entry.manifest, let id = manifest.communityID else {
        continue
      }
      list.communities[entry.id] = communities.community(of: manifest)?.slug ?? id.text
    }
    list.erased = try session.erasedSince(in: repository).mapValues(\.count)
    return list
  }
}

/// Snapshots in a list.
struct SnapshotList: CommandResult {
  struct Entry {
    var id: SnapshotID
    /// What it says, or why it cannot be read.
    var manifest: Swift.Result<SnapshotManifest, RepositoryFault>
  }

  var entries: [Entry]
  /// The slugs of the communities that snapshots are of alone.
  var communities: [SnapshotID: String] = [:]
  /// How many people each still holds who were erased since (R23).
  var erased: [SnapshotID: Int] = [:]

  var schema: String { "snapshots/1" }
  var exitCode: PipelineCore.ExitCode {
    entries.contains { if case .failure = $0.manifest { true } else { false } } ? .failed : .done
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("snapshots")
    writer.array { writer in
      for entry in entries {
        writer.object { writer in
          switch entry.manifest {
          case .success(let manifest):
            manifest.writeSummary(of: entry.id, to: &writer)
            if let slug = communities[entry.id] { writer.member("community", slug) }
            if let erased = erased[entry.id] { writer.member("holdsErased", erased) }
          case .failure(let fault):
            writer.key("id")
            writer.string(entry.id.text)
            writer.key("fault")
            writer.string(fault.what)
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !entries.isEmpty else { return output.note("no snapshots yet") }
    var table = TextTable(columns: [
      .init("snapshot"), .init("taken"), .init("kind"), .init("rows", .right),
      .init("pictures", .right), .init("bytes", .right), .init("label"),
    ])
    for entry in entries {
      switch entry.manifest {
      case .success(let manifest):
        table.append([
          .init(entry.id.text), .init(manifest.createdAt.description),
          .init(communities[entry.id] ?? manifest.kind.rawValue), .init(manifest.rows),
          .init(manifest.images.count),
          .init(Figures.bytes(Int64(manifest.storedBytes))), .init(manifest.label ?? ""),
        ])
      case .failure(let fault):
        table.append([
          .init(entry.id.text), "", .init("damaged", .failure), "", "", "", .init(fault.what),
        ])
      }
    }
    output.table(table)
    for entry in entries {
      if let erased = erased[entry.id] { output.note(entry.id.holding(erased)) }
    }
    if !erased.isEmpty { output.note("`levain backup rewrite --erased` makes clean ones of them") }
  }
}
