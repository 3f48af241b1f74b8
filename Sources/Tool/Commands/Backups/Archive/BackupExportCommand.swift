import ArgumentParser
import Store

/// Writes an archive.
struct BackupExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the installation or one community into a community archive.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The file to write (a tar).", completion: .file(extensions: ["tar"]))
  var file: String

  @Option(help: ArgumentHelp("Only this community.", valueName: "slug"))
  var community: String?

  @Flag(inversion: .prefixedNo, help: "Read the archive again and prove it.")
  var verify = true

  func run(in session: CommandSession) throws -> BackupResult {
    try session.atWorkbench(for: "backup", waiting: waiting.patience) { bench in
      try BackupWork(
        path: file, community: community, isVerified: verify, acting: actor.acting
      ).run(at: bench)
    }
  }
}
