import ArgumentParser
import BackupRepository
import Backups
import Communities
import CommunityRules
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Takes a snapshot.
struct BackupCreateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Take a snapshot of the installation, or of one community, into a repository.",
    discussion: """
      A folder that is not there, or empty, becomes a repository; with a passphrase or a key file, \
      an encrypted one. Where the last snapshot can be built on, only what changed since is \
      stored. A run that is killed leaves all snapshots as they were, and the next one takes up \
      what it stored.

      With --community the snapshot holds that community as its admins may have it: no e-mail \
      addresses, nobody's personal copies, nothing of other communities. An admin of it may take it \
      (--as). It is kept and pruned apart from the others.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var place: RepositoryOptions

  @Option(help: ArgumentHelp("Only this community, without e-mail addresses.", valueName: "slug"))
  var community: String?

  @Flag(help: "Build on no earlier snapshot.")
  var full = false

  @Option(help: ArgumentHelp("A few words to know the snapshot by.", valueName: "text"))
  var label: String?

  func validate() throws {
    guard !place.repository.hasSuffix(".tar") else {
      throw ValidationError(
        "A repository is a folder; `levain backup export \(place.repository)` writes an archive.")
    }
    guard (1...1024).contains(label?.utf8.count ?? 1) else {
      throw ValidationError("--label takes a few words, at most 1,024 bytes of them.")
    }
  }

  func run(in session: CommandSession) throws -> SnapshotResult {
    if actor.acting != .operator {
      // Whoever is refused makes no repository.
      _ = try CommunityActions(
        store: try session.openStore(), surroundings: session.surroundings
      ).resolveBackup(of: community, as: actor.acting)
    }
    let repository = try session.openOrMakeRepository(place.repository, place.secret.source)
    return try session.atWorkbench(for: "backup", waiting: waiting.patience) { bench in
      try SnapshotWork(
        repository: repository, community: community, isFull: full, label: label,
        acting: actor.acting
      ).run(at: bench)
    }
  }
}

/// Takes a snapshot, as a command or a pipeline asks for it.
///
/// It is dated by when it is taken, not by what its pipeline refers to: a pipeline that goes on a day
/// later stores what there is by then.
struct SnapshotWork {
  var repository: Repository
  /// The slug or id of the one community; nil is everything.
  var community: String?
  var isFull = false
  var label: String?
  var acting = ActingAs.operator
  /// Whether the snapshot is read again.
  var isVerified = false

  func run(at bench: Workbench) throws -> SnapshotResult {
    var result = try taken(at: bench)
    if isVerified {
      // A run of its own: the snapshot is there, whatever is found.
      result.verification = try bench.recorded(
        .verify, repository.path, of: repository.id, scope: result.summary.manifest.scope
      ) { _ in
        try VerifyWork(
          repository: repository, snapshots: [result.summary.id],
          scope: result.summary.manifest.scope
        )
        .run(in: bench.session, bench.observer)
      }
    }
    return result
  }

  private func taken(at bench: Workbench) throws -> SnapshotResult {
    if let community { return try taken(of: community, at: bench) }
    return try bench.recorded(.backup, repository.path, of: repository.id) { run in
      let creation = SnapshotCreation(
        store: bench.store, repository: repository, createdAt: bench.surroundings.now(),
        runID: run.id, label: label, isFull: isFull,
        holder: bench.session.holder(of: "backup create"),
        observer: bench.observer)
      return SnapshotResult(
        repository: repository.path, repositoryID: repository.id, summary: try creation.run())
    }
  }

  private func taken(of name: String, at bench: Workbench) throws -> SnapshotResult {
    // Before the run begins, which is to say of what it is however it ends.
    let found = try bench.communities()
      .resolveBackup(of: name, as: acting).community
    guard let found else { throw UnknownReference(.community, name) }
    return try bench.recorded(
      .backup, "\(name) into \(repository.path)", of: repository.id, scope: found.id.text
    ) { run in
      let summary = try bench.session.inWorkFolder(
        of: repository.path, in: nil, for: "create"
      ) { folder in
        try CommunitySnapshot(
          of: found, in: bench.store, into: repository, createdAt: bench.surroundings.now(),
          runID: run.id, label: label, isFull: isFull, inFolder: folder,
          surroundings: bench.surroundings,
          holder: bench.session.holder(of: "backup create"), observer: bench.observer
        ).run()
      }
      return SnapshotResult(
        repository: repository.path, repositoryID: repository.id, summary: summary,
        community: found.slug)
    }
  }
}

/// A snapshot that was taken.
struct SnapshotResult: CommandResult {
  var repository: String
  var repositoryID: String
  var summary: SnapshotCreation.Summary
  /// The slug of the community that it is of; nil where it is of everything.
  var community: String?
  /// What was found when it was read again; nil when it was not.
  var verification: RepositoryProof?

  var schema: String { "snapshot/1" }
  var exitCode: PipelineCore.ExitCode { verification?.exitCode ?? .done }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("repository")
    writer.string(repository)
    writer.member("repositoryId", repositoryID)
    writer.key("snapshot")
    writer.object { summary.manifest.writeSummary(of: summary.id, to: &$0) }
    writer.key("added")
    writer.object { writer in
      writer.key("shards")
      writer.integer(summary.addedShards)
      writer.key("images")
      writer.integer(summary.addedImages)
      writer.key("bytes")
      writer.integer(summary.addedBytes)
    }
    writer.key("missingImages")
    writer.array { writer in
      for digest in summary.missingImages { writer.string(digest.hex) }
    }
    if let verification {
      writer.key("verification")
      writer.raw(verification.json)
    }
  }

  func show(on output: HumanOutput) {
    output.line(summary.id.text)
    let rows = Figures.count(summary.manifest.rows, "row", "rows")
    let images = Figures.count(summary.manifest.images.count, "picture", "pictures")
    let kind =
      community.map { "snapshot of \($0)" }
      ?? "\(summary.manifest.kind == .full ? "full" : "incremental") snapshot"
    output.note(
      "\(kind): \(rows), \(images), "
        + "\(Figures.bytes(Int64(summary.addedBytes))) added to \(repository)")
    if !summary.missingImages.isEmpty {
      output.messages.warning(
        Figures.count(
          summary.missingImages.count, "image file is missing beside the store",
          "image files are missing beside the store"))
    }
    verification?.show(on: output)
  }
}

extension SnapshotManifest {
  /// How many rows all its tables have.
  var rows: Int { tables.reduce(0) { $0 + $1.rows } }
  /// What it needs on disk, whether or not others need the same.
  var storedBytes: Int {
    Set(shards.map(\.object)).reduce(0) { $0 + $1.storedBytes } + images.bytes
  }

  /// Writes the members of its JSON object.
  func writeSummary(of id: SnapshotID, to writer: inout JSONWriter) {
    writer.key("id")
    writer.string(id.text)
    writer.key("kind")
    writer.string(kind.rawValue)
    writer.key("createdAt")
    writer.string(createdAt.description)
    if let parent {
      writer.key("parent")
      writer.string(parent.text)
    }
    if let label {
      writer.key("label")
      writer.string(label)
    }
    if !isOfInstallation {
      writer.member("profile", profile)
      writer.member("scope", scope)
    }
    writer.key("rows")
    writer.integer(rows)
    writer.key("images")
    writer.integer(images.count)
    writer.key("bytes")
    writer.integer(storedBytes)
  }
}
