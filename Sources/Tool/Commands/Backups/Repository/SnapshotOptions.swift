import ArgumentParser
import BackupRepository
import Backups
import PipelineCore

/// Which snapshot of a repository; the newest one of everything unless named.
struct SnapshotOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The snapshot, or the beginning of its name; the newest unless given.",
      discussion: "Those of one community are taken where they are named, or nothing else is there."
    ))
  var snapshot: String?

  func resolve(of community: String? = nil, in repository: Repository) throws -> SnapshotID {
    try SnapshotOptions.resolve(snapshot, of: community, in: repository)
  }

  /// The only snapshot whose name begins so, or the newest of the whole installation.
  ///
  /// Where there is none of that, it is the newest of the community that is named, or else of the one
  /// community that all of them are of.
  static func resolve(
    _ snapshot: String?, of community: String? = nil, in repository: Repository
  ) throws -> SnapshotID {
    if let snapshot { return try repository.snapshot(named: snapshot) }
    if let newest = try repository.newestSnapshot(where: \.isOfInstallation) { return newest }
    var communities = RepositoryCommunities(of: repository)
    let newest = try repository.newestSnapshot { manifest in
      community.map { communities.isOf($0, manifest) } ?? true
    }
    guard let newest else {
      throw UnknownSnapshot(name: nil, repository: repository.path, isAmbiguous: false)
    }
    let scope = try? repository.manifest(newest).scope
    let hasOthers = try community == nil && repository.newestSnapshot { $0.scope != scope } != nil
    guard !hasOthers else {
      throw UnknownSnapshot(name: nil, repository: repository.path, isAmbiguous: true)
    }
    return newest
  }
}

extension Repository {
  /// The newest snapshot of which a condition holds.
  ///
  /// Names tell the second, and manifests what came after what within one. One that cannot be read may
  /// be the one that is asked for.
  func newestSnapshot(
    where isAsked: (SnapshotManifest) -> Bool
  ) throws(RepositoryFault) -> SnapshotID? {
    var rivals: [(id: SnapshotID, manifest: SnapshotManifest)] = []
    for id in try snapshots().reversed() {
      if let rival = rivals.first, rival.id.second != id.second { break }
      do throws(RepositoryFault) {
        let manifest = try manifest(id)
        if isAsked(manifest) { rivals.append((id, manifest)) }
      } catch {
        guard error.isDamage, rivals.isEmpty else { throw error }
        return id
      }
    }
    let parents = Set(rivals.compactMap(\.manifest.parent))
    return rivals.max { first, second in
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
    guard let name else {
      return isAmbiguous
        ? "the repository holds snapshots of several communities, and none of everything"
        : "the repository holds no snapshot"
    }
    return isAmbiguous
      ? "several snapshots begin with \(name.escapedForTerminal)"
      : "there is no snapshot \(name.escapedForTerminal)"
  }
  var location: SourceLocation? { SourceLocation(archive: repository) }
  var hint: String? {
    name == nil && !isAmbiguous
      ? "`levain backup create` takes one" : "`levain backup list` shows them"
  }
}
