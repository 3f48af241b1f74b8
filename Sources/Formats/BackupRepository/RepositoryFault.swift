public import Archives
public import PipelineCore

/// A repository that cannot be opened, read, proved or written to.
public struct RepositoryFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    /// There is no repository.
    case notARepository
    /// A repository was to be created where something else lies.
    case isNotEmpty
    /// It was written by a newer version of the tool.
    case newerVersion
    /// It is encrypted, and no secret was given.
    case needsSecret
    /// It is encrypted, and the secret opens none of its slots.
    case wrongSecret
    /// A secret was given, and it is not encrypted.
    case notEncrypted
    /// A secret that protects nothing; why.
    case unusableSecret(reason: String)
    /// A slot that is not there.
    case noSuchSlot(Int)
    /// Without this slot nothing could be opened any more.
    case lastSlot(Int)
    /// There is no such snapshot.
    case noSuchSnapshot
    /// A file that is referred to is not there.
    case missing
    /// The bytes are not those that were written; what tells so.
    case damaged(detail: String)
    /// Sealed bytes do not open with the key that opened the rest: they were changed since.
    case tampered(detail: String)
    /// A limit on size or count was passed; which one.
    case limitExceeded(limit: String)
    /// The system does not let it be read; its own words.
    case unreadable(reason: String)
    /// Somebody uses it in a way that excludes this; who.
    case locked(holder: String)
    /// A file cannot be written.
    case unwritable(WriteFault)
  }

  public var cause: Cause
  /// The file or folder that it is about.
  public var path: String

  public init(_ cause: Cause, path: String) {
    self.cause = cause
    self.path = path
  }

  public var what: String {
    switch cause {
    case .notARepository: "is no repository of backups"
    case .isNotEmpty: "is there already, and is not empty"
    case .newerVersion: "was written by a newer version of this tool"
    case .needsSecret: "is encrypted"
    case .wrongSecret: "does not open: the passphrase or key file is another one"
    case .notEncrypted: "is not encrypted, and a secret was given for it"
    case .unusableSecret(let reason): "the secret cannot be used: \(reason)"
    case .noSuchSlot(let slot): "has no secret number \(slot)"
    case .lastSlot(let slot): "could not be opened any more without its secret number \(slot)"
    case .noSuchSnapshot: "there is no such snapshot"
    case .missing: "is missing"
    case .damaged(let detail): "is damaged: \(detail)"
    case .tampered(let detail): "was changed or is damaged: \(detail)"
    case .limitExceeded(let limit): "passes the limit on \(limit)"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .locked(let holder): "is in use by \(holder.escapedForTerminal)"
    case .unwritable(let fault): fault.what
    }
  }

  public var location: SourceLocation? { SourceLocation(archive: path) }

  public var hint: String? {
    switch cause {
    case .notARepository: "check the path, or create a repository there"
    case .isNotEmpty: "name a folder that is empty or not there yet"
    case .newerVersion: "use the newer version to read it"
    case .needsSecret: "give its passphrase or its key file"
    case .wrongSecret: "give the one that it was created with, or one that was added since"
    case .notEncrypted:
      "leave the secret out if it never was encrypted; otherwise somebody has replaced its settings"
    case .unusableSecret: "give a passphrase that is not empty, or a key file of 32 bytes or more"
    case .noSuchSlot: "list its secrets"
    case .lastSlot: "add another secret first"
    case .noSuchSnapshot: "list its snapshots"
    case .missing, .damaged, .tampered:
      "restore the file from a copy of the repository; what does not need it can be read still"
    case .limitExceeded: nil
    case .unreadable: "check the disk, and who may read the file"
    case .locked: "wait until that has ended, then run it again"
    case .unwritable(let fault): fault.hint
    }
  }

  public var isTransient: Bool {
    switch cause {
    case .locked: true
    case .unwritable(let fault): fault.isTransient
    default: false
    }
  }

  public var exitCode: ExitCode {
    switch cause {
    case .locked: .locked
    case .needsSecret, .wrongSecret, .notEncrypted, .unusableSecret, .noSuchSlot, .lastSlot,
      .noSuchSnapshot:
      .usage
    default: isTransient ? .failedForNow : .failed
    }
  }

  /// Whether the repository does not hold what it should: a reading of all of it goes on behind this,
  /// and tells it.
  public var isDamage: Bool {
    switch cause {
    case .missing, .damaged, .tampered, .unreadable, .limitExceeded: true
    default: false
    }
  }
}
