import ArgumentParser
import BackupRepository
import Console
import Foundation
import PipelineCore

/// Which repository, and what opens it; for every command that needs one.
struct RepositoryOptions: ParsableArguments {
  @Argument(help: "The repository, a folder.", completion: .directory)
  var repository: String

  @OptionGroup var secret: SecretOptions
}

/// What opens an encrypted repository.
struct SecretOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file whose first line is the passphrase of an encrypted repository.",
      discussion: "LEVAIN_BACKUP_PASSPHRASE gives it without a file.", valueName: "file"),
    completion: .file())
  var passphraseFile: String?

  @Option(
    help: ArgumentHelp("The key file of an encrypted repository.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  func validate() throws {
    guard passphraseFile == nil || keyFile == nil else {
      throw ValidationError("Give --passphrase-file or --key-file, not both.")
    }
  }

  /// What was given.
  var source: SecretSource { SecretSource(passphraseFile: passphraseFile, keyFile: keyFile) }

  /// What was given; nil when nothing was.
  func secret(in session: CommandSession) throws(SecretFault) -> RepositorySecret? {
    try source.secret(in: session)
  }
}

/// Where the secret of an encrypted repository is found.
struct SecretSource {
  var passphraseFile: String?
  var keyFile: String?
  /// The variable of the environment that holds a passphrase where no file is named.
  var variable = "LEVAIN_BACKUP_PASSPHRASE"

  /// The secret; nil when none was given, by a file or the environment.
  func secret(in session: CommandSession) throws(SecretFault) -> RepositorySecret? {
    if let keyFile { return .keyFile(try read(keyFile)) }
    if let passphraseFile {
      let bytes = try read(passphraseFile)
      return .passphrase(Array(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != 0x0D }))
    }
    // One that is set to nothing is no passphrase, and is refused as that: a secret that did not
    // come must not make a repository that anybody can read.
    guard let text = session.context.environment[variable] else { return nil }
    return .passphrase(Array(text.utf8))
  }

  private func read(_ path: String) throws(SecretFault) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else { throw SecretFault(path: path) }
    do {
      // Of an empty file there is nothing to read, which is another fault than that of none.
      return Array(try file.read(upToCount: SecretSource.longest) ?? Data())
    } catch {
      throw SecretFault(path: path)
    }
  }

  /// One byte more than a key file may have, so that a longer one is told.
  private static let longest = (1 << 20) + 1
}

/// The file of a secret that cannot be read.
struct SecretFault: Fault {
  var path: String

  var what: String { "cannot be read" }
  var location: SourceLocation? { SourceLocation(archive: path) }
  var exitCode: PipelineCore.ExitCode { .usage }
}

extension CommandSession {
  /// How this process is told to others who want a repository.
  func holder(of purpose: String) -> String {
    "levain \(purpose), process \(ProcessInfo.processInfo.processIdentifier)"
  }

  func openRepository(_ path: String, _ options: SecretOptions) throws -> Repository {
    try Repository.open(at: path, secret: try options.secret(in: self))
  }

  /// Opens the repository; one that is not there, or an empty folder, becomes one.
  func openOrMakeRepository(_ path: String, _ source: SecretSource) throws -> Repository {
    let secret = try source.secret(in: self)
    if Repository.isRepository(at: path) { return try Repository.open(at: path, secret: secret) }
    let repository = try Repository.create(
      at: path, secret: secret, id: surroundings.freshID(),
      createdAt: surroundings.now())
    messages.note(
      "made the repository \(path), \(repository.isEncrypted ? "encrypted" : "not encrypted")")
    return repository
  }
}
