import ArgumentParser
import Store

/// Writes an archive.
struct BackupExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the installation, one community or one person into an archive.",
    discussion: """
      With --from the archive is of a snapshot, and the store is needed only to know who was erased \
      since, and whether the person of --as is an admin still. One of a snapshot of a community \
      holds that community, without e-mail addresses.

      With --person the archive is of one person: everything of and about them, as person.json \
      (levain.person/1) and as a page to read, person.html, with the pictures of their recipes. \
      A person takes out their own (--as), the operator anybody's. E-mail addresses of others are \
      never in it, nor what the person may not see.

      EXAMPLES:
        levain backup export bakers.tar --community bakers --as ada@example.org
        levain backup export ada.tar --person ada@example.org --as ada@example.org

      JSON (levain.person-export/1): file, user, erased, rows (by section), pictures, \
      missingPictures, bytes.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The file to write (a tar).", completion: .file(extensions: ["tar"]))
  var file: String

  @Option(help: ArgumentHelp("Only this community.", valueName: "slug"))
  var community: String?

  @Option(
    help: ArgumentHelp(
      "Only what is of and about this person.", valueName: "email|username|id"))
  var person: String?

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
    guard person == nil || community == nil else {
      throw ValidationError("Give --person or --community, not both.")
    }
    guard person == nil || waiting.wait == nil else {
      throw ValidationError(
        "--person only reads the store, and waits for nobody: leave --wait out.")
    }
  }

  func run(in session: CommandSession) throws -> OneOfSeveralResults {
    let work = person.map {
      PersonExportWork(path: file, person: $0, isVerified: verify, acting: actor.acting)
    }
    if let from {
      let repository = try session.openRepository(from, secret)
      let snapshot = try SnapshotOptions.resolve(snapshot, of: community, in: repository)
      if let work { return .init(try work.run(in: session, from: repository, snapshot)) }
      return .init(
        try SnapshotExportWork(
          path: file, repository: repository, snapshot: snapshot, community: community,
          isVerified: verify, acting: actor.acting
        ).run(in: session))
    }
    if let work { return .init(try work.run(in: session)) }
    return .init(
      try session.atWorkbench(for: "backup", waiting: waiting.patience) { bench in
        try BackupWork(
          path: file, community: community, isVerified: verify, acting: actor.acting
        ).run(at: bench)
      })
  }
}
