public import PipelineCore
public import RecipeModel

/// What a run does.
public enum RunKind: String, Sendable, CaseIterable {
  case pipeline, setup, `import`, archive, views, lineage, tags, duplicates, rollup, report, backup,
    restore
  /// Reads a repository of backups again.
  case verify
  /// Restores a backup for a while, to see that it can be.
  case drill
  /// Removes backups that no rule keeps.
  case prune
  /// Makes backups anew without some people.
  case rewrite
  case purge
  /// Takes an import back.
  case undo
}

/// Where a run stands.
public enum RunState: String, Sendable, CaseIterable {
  /// At work; or killed, when nobody holds the store.
  case running
  case succeeded
  case failed
  case interrupted
  /// Taken back, as far as nobody built on it; however it had ended.
  case undone
}

/// One run of a command or pipeline.
public struct StoredRun: Sendable, Equatable {
  public var key: RunKey
  public var id: RunID
  public var kind: RunKind
  /// What it worked on, in words for people.
  public var label: String
  public var state: RunState
  /// The one moment that everything in the run refers to; kept by retries.
  public var referenceAt: Instant
  /// How often it was started.
  public var attempts: Int
  public var startedAt: Instant
  public var finishedAt: Instant?
  /// The message it failed with.
  public var failure: String?
  public var exitCode: Int32?
  /// What it reported, as JSON.
  public var result: String?

  init(_ row: Row) {
    key = RunKey(row["id"])
    id = RunID(row["public_id"])
    kind = RunKind(rawValue: row["kind"]) ?? .pipeline
    label = row["label"]
    state = RunState(rawValue: row["state"]) ?? .failed
    referenceAt = Instant(milliseconds: row["reference_at"])
    attempts = row["attempts"]
    startedAt = Instant(milliseconds: row["started_at"])
    finishedAt = (row["finished_at"] as Int64?).map { Instant(milliseconds: $0) }
    failure = row["failure"]
    exitCode = row["exit_code"]
    result = row["result"]
  }
}

/// What a run is started with.
public struct RunRequest: Sendable {
  public var kind: RunKind
  /// Tells that two starts are the same work, so that the second goes on where the first stopped.
  public var fingerprint: Digest
  public var label: String
  public var parent: RunKey?
  /// The repository of backups that it is about, by its id.
  public var repositoryID: String?
  /// The id of the one community that it is of, where it is about backups.
  public var scope: String?

  public init(
    kind: RunKind, fingerprint: Digest, label: String, parent: RunKey? = nil,
    repositoryID: String? = nil, scope: String? = nil
  ) {
    self.kind = kind
    self.fingerprint = fingerprint
    self.label = label
    self.parent = parent
    self.repositoryID = repositoryID
    self.scope = scope
  }
}

/// How far the input of a run is stored.
///
/// Counts of what is done: whole archives, members of the next one, records of its next member.
public struct Checkpoint: Sendable, Equatable {
  public var archives: Int
  public var members: Int
  public var records: Int

  public init(archives: Int = 0, members: Int = 0, records: Int = 0) {
    self.archives = archives
    self.members = members
    self.records = records
  }
}

/// The account of one archive member within a run.
public struct MemberAccount: Sendable, Equatable {
  public var archive: String
  /// The member's path inside the archive; empty for a plain file.
  public var member: String
  /// The format it was read as; empty when it was not recognized.
  public var format: String
  public var account: Account

  public init(archive: String, member: String, format: String, account: Account) {
    self.archive = archive
    self.member = member
    self.format = format
    self.account = account
  }
}

extension Account {
  init(_ row: Row) {
    self.init()
    read = row["read"]
    inserted = row["inserted"]
    updated = row["updated"]
    proposed = row["proposed"]
    unchanged = row["unchanged"]
    skipped = row["skipped"]
    quarantined = row["quarantined"]
  }
}
