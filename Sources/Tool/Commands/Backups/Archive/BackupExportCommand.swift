import ArgumentParser
import Store

/// Writes an archive.
struct BackupExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the installation or one community into a community archive.",
    discussion: """
      With --from the archive is of a snapshot, and the store is needed only to know who was erased \
      since, and whether the person of --as is an admin still. One of a snapshot of a community \
      holds that community, without e-mail addresses.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The file to write (a tar).", completion: .file(extensions: ["tar"]))
  var file: String

  @Option(help: ArgumentHelp("Only this community.", valueName: "slug"))
  var community: String?

  @Flag(inversion: .prefixedNo, help: "Read the archive again and prove it.")
  var verify = true

  @Option(
    help: ArgumentHelp(
      "The repository of a snapshot to write, instead of the store.", valueName: "repository"),
    completion: .directory)
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The snapshot, or the beginning of its name; the newest unless given.", valueName: "name"))
  var snapshot: String?

  @OptionGroup var secret: SecretOptions

  func validate() throws {
    guard snapshot == nil || from != nil else {
      throw ValidationError("--snapshot is one of the repository of --from.")
    }
  }

  func run(in session: CommandSession) throws -> BackupResult {
    if let from {
      let repository = try session.openRepository(from, secret)
      return try SnapshotExportWork(
        path: file, repository: repository,
        snapshot: try SnapshotOptions.resolve(snapshot, of: community, in: repository),
        community: community, isVerified: verify, acting: actor.acting
      ).run(in: session)
    }
    return try session.atWorkbench(for: "backup", waiting: waiting.patience) { bench in
      try BackupWork(
        path: file, community: community, isVerified: verify, acting: actor.acting
      ).run(at: bench)
    }
  }
}
