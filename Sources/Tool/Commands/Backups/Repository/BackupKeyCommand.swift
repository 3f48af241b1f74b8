import ArgumentParser
import BackupRepository
import Console
import JSONText
import PipelineCore

/// The secrets of an encrypted repository.
struct BackupKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "List and change the secrets that open an encrypted repository.",
    discussion: """
      Each passphrase or key file opens it by itself. Changing them writes one small file anew and \
      no backup. Whoever had a secret may have kept what it opens: against them only a new \
      repository helps.
      """,
    subcommands: [List.self, Add.self, Remove.self, Change.self])

  struct List: LevainCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the secrets, by number and kind.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: RepositoryOptions

    func run(in session: CommandSession) throws -> KeyList {
      try KeyList(of: try session.openRepository(place.repository, place.secret))
    }
  }

  struct Add: LevainCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Let another passphrase or key file open it as well.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: RepositoryOptions
    @OptionGroup var newSecret: NewSecretOptions

    func run(in session: CommandSession) throws -> KeyList {
      let repository = try session.openRepository(place.repository, place.secret)
      let slot = try repository.add(
        try newSecret.secret(in: session), holder: session.holder(of: "backup key add"))
      return try KeyList(of: repository, change: .added(slot))
    }
  }

  struct Remove: LevainCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take from a secret that it opens the repository.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: RepositoryOptions

    @Argument(help: "The number of the secret, as `list` shows it.")
    var number: Int

    func run(in session: CommandSession) throws -> KeyList {
      let repository = try session.openRepository(place.repository, place.secret)
      try repository.remove(slot: number, holder: session.holder(of: "backup key remove"))
      return try KeyList(of: repository, change: .removed(number))
    }
  }

  struct Change: LevainCommand {
    static let configuration = CommandConfiguration(
      commandName: "change",
      abstract: "Put another passphrase or key file in the place of the one given.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: RepositoryOptions
    @OptionGroup var newSecret: NewSecretOptions

    func run(in session: CommandSession) throws -> KeyList {
      var repository = try session.openRepository(place.repository, place.secret)
      let secret = try newSecret.secret(in: session)
      let old = repository.openedSlot
      let slot = try repository.replaceSecret(
        with: secret, holder: session.holder(of: "backup key change"))
      repository = try Repository.open(at: place.repository, secret: secret)
      return try KeyList(of: repository, change: .replaced(old, slot))
    }
  }
}

/// A secret that is to open a repository from now on.
struct NewSecretOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file whose first line is the new passphrase.",
      discussion: "LEVAIN_BACKUP_NEW_PASSPHRASE gives it without a file.", valueName: "file"),
    completion: .file())
  var newPassphraseFile: String?

  @Option(
    help: ArgumentHelp("The new key file, of 32 random bytes or more.", valueName: "file"),
    completion: .file())
  var newKeyFile: String?

  func validate() throws {
    guard newPassphraseFile == nil || newKeyFile == nil else {
      throw ValidationError("Give --new-passphrase-file or --new-key-file, not both.")
    }
  }

  func secret(in session: CommandSession) throws -> RepositorySecret {
    let source = SecretSource(
      passphraseFile: newPassphraseFile, keyFile: newKeyFile,
      variable: "LEVAIN_BACKUP_NEW_PASSPHRASE")
    guard let secret = try source.secret(in: session) else {
      throw ValidationError("Give the new secret: --new-passphrase-file or --new-key-file.")
    }
    return secret
  }
}

/// The secrets of a repository, and what was done with them.
struct KeyList: CommandResult {
  enum Change {
    case added(RepositorySlot)
    case removed(Int)
    case replaced(Int?, RepositorySlot)
  }

  var repository: String
  var isEncrypted: Bool
  var slots: [RepositorySlot]
  /// The one that opened it.
  var opened: Int?
  var change: Change?

  init(of repository: Repository, change: Change? = nil) throws {
    self.repository = repository.path
    isEncrypted = repository.isEncrypted
    slots = try repository.slots()
    opened = repository.openedSlot
    self.change = change
  }

  var schema: String { "backup-keys/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("repository")
    writer.string(repository)
    writer.key("encrypted")
    writer.bool(isEncrypted)
    writer.key("keys")
    writer.array { writer in
      for slot in slots {
        writer.object { writer in
          writer.key("number")
          writer.integer(slot.number)
          writer.key("kind")
          writer.string(slot.kind.rawValue)
          writer.key("opened")
          writer.bool(slot.number == opened)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    switch change {
    case .added(let slot): output.note("secret \(slot.number) opens \(repository) as well")
    case .removed(let number): output.note("secret \(number) opens \(repository) no more")
    case .replaced(let old, let slot):
      let old = old.map { " in place of secret \($0)" } ?? ""
      output.note("secret \(slot.number) opens \(repository)\(old)")
    case nil: break
    }
    guard isEncrypted else { return output.note("\(repository) is not encrypted") }
    var table = TextTable(columns: [.init("secret", .right), .init("kind"), .init("")])
    for slot in slots {
      table.append([
        .init(slot.number),
        .init(slot.kind == .passphrase ? "passphrase" : "key file"),
        .init(slot.number == opened ? "the one given" : ""),
      ])
    }
    output.table(table)
  }
}
