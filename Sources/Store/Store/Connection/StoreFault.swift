import GRDB
public import PipelineCore

/// The store cannot be opened, read or written.
public struct StoreFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    /// The store's path is empty.
    case noPath
    case alreadyExists(path: String)
    case notFound(path: String)
    case notAStore(path: String)
    case newerSchema(found: Int, known: Int)
    case cannotOpen(path: String, reason: String)
    /// The folder for a new store is not there.
    case noFolder(path: String)
    case busy
    case full
    /// There is less room on the disk than an import takes at least, in bytes.
    case noRoom(needed: Int64, free: Int64)
    /// Its file or its folder may not be written.
    case readOnly(path: String)
    /// It may only be read, and its last changes lie in a log that cannot be read in its place.
    case logNotReadable(path: String)
    /// Somebody else wrote while it was read without locks.
    case changedMeanwhile
    case damaged(reason: String)
    /// A constraint of the schema refused a row: which one, without the row's values.
    case constraint(String)
    /// The store holds something that its schema should not allow.
    case inconsistent(String)
    case locked(holder: String)
    case sqlite(String)
  }

  public var cause: Cause
  /// The record that could not be stored, when it is one.
  public var location: SourceLocation?

  public init(_ cause: Cause) {
    self.cause = cause
  }

  /// The same fault, which names the record at hand unless it has nothing to do with it.
  public func naming(_ record: SourceLocation) -> StoreFault {
    switch cause {
    case .constraint, .inconsistent, .sqlite:
      var fault = self
      fault.location = location ?? record
      return fault
    default: return self
    }
  }

  public var what: String {
    switch cause {
    case .noPath: "the store's path is empty"
    case .alreadyExists(let path): "\(path.escapedForTerminal) exists already"
    case .notFound(let path): "there is no store at \(path.escapedForTerminal)"
    case .notAStore(let path): "\(path.escapedForTerminal) is no Levain store"
    case .newerSchema(let found, let known):
      "the store has schema version \(found); this program knows versions up to \(known)"
    case .cannotOpen(let path, let reason):
      "the store at \(path.escapedForTerminal) cannot be opened: \(reason)"
    case .busy: "the store is busy"
    case .full: "the disk is full"
    case .noRoom(let needed, let free):
      "the import takes \(needed >> 20) MiB at least, and the disk has \(free >> 20) MiB left"
    case .noFolder(let path): "there is no folder \(path.escapedForTerminal) for the store"
    case .readOnly(let path):
      path.isEmpty
        ? "the store's folder cannot be written"
        : "the store's folder cannot be written: no permission for \(path.escapedForTerminal)"
    case .logNotReadable(let path):
      "the store at \(path.escapedForTerminal) cannot be read where it is: "
        + "it has changes in a log, and its folder cannot be written"
    case .changedMeanwhile: "the store was changed while it was read"
    case .damaged(let reason): "the store is damaged: \(reason)"
    case .constraint(let name): "the store refused a row: \(name)"
    case .inconsistent(let detail): "the store contradicts itself: \(detail)"
    case .locked(let holder): "another run holds the store: \(holder)"
    case .sqlite(let reason): "SQLite: \(reason)"
    }
  }

  public var hint: String? {
    switch cause {
    case .alreadyExists: "name another file, or use the store that is there"
    case .noPath: "`--store` or LEVAIN_STORE names the file"
    case .notFound: "`levain init` makes one; `--store` or LEVAIN_STORE names another"
    case .notAStore: "`--store` or LEVAIN_STORE names the file"
    case .newerSchema: "use the version of Levain that wrote it, or a newer one"
    case .cannotOpen: "check the path, its folder and their permissions"
    case .noFolder: "make the folder first, or name another file with `--store` or LEVAIN_STORE"
    case .readOnly:
      "commands that only read work as they are; to change something, allow writing in the folder, "
        + "or work on a copy of the store"
    case .logNotReadable:
      "allow writing in the folder, or copy the store, with the files beside it, to another one"
    case .changedMeanwhile: "run the same command again"
    case .busy: "wait until the other run has ended"
    case .locked: "run it again when the other run has ended, or let it wait: `--wait`"
    case .noRoom: "free some room, or put the store on another disk; nothing was stored"
    case .full: "free some room and run the same command again; what was committed stays"
    case .damaged: "restore the last backup into a new store: `levain backup restore`"
    case .constraint, .inconsistent, .sqlite: nil
    }
  }

  public var isTransient: Bool {
    switch cause {
    case .busy, .locked, .full, .noRoom, .changedMeanwhile: true
    default: false
    }
  }

  public var exitCode: ExitCode {
    switch cause {
    case .locked: .locked
    case .noPath: .usage
    default: isTransient ? .failedForNow : .failed
    }
  }
}

extension StoreFault {
  /// Reads the cause out of an error of the database library.
  init(_ error: any Error, path: String = "") {
    guard let error = error as? DatabaseError else {
      self = error as? StoreFault ?? StoreFault(.sqlite("\(type(of: error))"))
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy)
    case .SQLITE_FULL: self.init(.full)
    case .SQLITE_READONLY, .SQLITE_PERM: self.init(.readOnly(path: path))
    case .SQLITE_CORRUPT: self.init(.damaged(reason: error.message ?? "corrupt"))
    case .SQLITE_NOTADB: self.init(.notAStore(path: path))
    case .SQLITE_CANTOPEN: self.init(.cannotOpen(path: path, reason: error.message ?? "no reason"))
    case .SQLITE_CONSTRAINT: self.init(.constraint(error.message ?? "constraint"))
    default: self.init(.sqlite(error.message ?? "error \(error.resultCode.rawValue)"))
    }
  }

  /// Runs database work and turns what it throws into a store fault.
  static func mapping<Result>(_ body: () throws -> Result) throws(StoreFault) -> Result {
    do {
      return try body()
    } catch {
      throw StoreFault(error)
    }
  }

  /// Runs a transaction: errors of the database become store faults, all others pass.
  static func mappingOthers<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFault(error)
    }
  }
}
