import ArgumentParser
import BackupRepository
import Backups
import Console
import JSONText
import PipelineCore
import Store

/// Proves a repository or an archive.
struct BackupVerifyCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read a repository or an archive again, and prove it.",
    discussion: """
      Every file is read and hashed again, every line parsed and counted. Whether rows name rows \
      that are there is proved by `levain backup drill`. What came of a repository is kept in the \
      live store (--store), where that is there, for `levain backup status`.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "A repository, or an archive (a tar).", completion: .file())
  var path: String

  @OptionGroup var secret: SecretOptions

  @Option(
    help: ArgumentHelp(
      "Read only so much of a repository, drawn anew each time, and look whether the rest is there.",
      valueName: "percent%"),
    transform: BackupVerifyCommand.share)
  var sample: Percentage?

  private static func share(_ text: String) throws -> Percentage {
    guard let share = Percentage(text), share.value > 0, share.value <= 100 else {
      throw ValidationError("--sample takes a share above 0% and up to 100%, such as 5%.")
    }
    return share
  }

  func run(in session: CommandSession) throws -> OneOfSeveralResults {
    guard Repository.isRepository(at: path) else {
      guard sample == nil else {
        throw ValidationError("--sample is for repositories; an archive is read as a whole.")
      }
      return OneOfSeveralResults(try BackupVerifyResult(of: path))
    }
    let repository = try session.openRepository(path, secret)
    return OneOfSeveralResults(
      try BackupRecord(.verify, of: repository, in: session)
        .keeping(in: session, waiting: waiting.patience) {
          try VerifyWork(repository: repository, sample: sample).run(in: session)
        })
  }
}

/// Proves a repository, as a command or a pipeline asks for it.
struct VerifyWork {
  var repository: Repository
  /// The snapshots to prove; nil for all.
  var snapshots: [SnapshotID]?
  /// What they are of, where that is not the whole installation.
  var scope: String?
  /// The part that is read; nil for all.
  var sample: Percentage?

  func run(in session: CommandSession) throws -> RepositoryProof {
    try session.observed { observer in try run(in: session, observer) }
  }

  func run(in session: CommandSession, _ observer: Observer) throws -> RepositoryProof {
    let verification = RepositoryVerification(
      repository: repository, snapshots: snapshots, sample: (sample?.value ?? 100) / 100,
      seed: session.surroundings.randomBytes().reduce(0) { $0 &* 31 &+ UInt64($1) },
      holder: session.holder(of: "backup verify"), observer: observer)
    return RepositoryProof(
      repository: repository.path, repositoryID: repository.id, scope: scope,
      summary: try verification.run())
  }
}

/// What a repository was found to be.
struct RepositoryProof: CommandResult {
  var repository: String
  var repositoryID: String
  /// What was read, where that is not of the whole installation.
  var scope: String?
  var summary: RepositoryVerification.Summary

  var schema: String { "repository-verify/1" }
  var exitCode: PipelineCore.ExitCode { summary.findings.isEmpty ? .done : .failed }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("repository")
    writer.string(repository)
    writer.member("repositoryId", repositoryID)
    if let scope { writer.member("scope", scope) }
    writer.key("sound")
    writer.bool(summary.findings.isEmpty)
    writer.key("snapshots")
    writer.integer(summary.snapshots)
    for (name, coverage) in [("shards", summary.shards), ("images", summary.images)] {
      writer.key(name)
      writer.object { writer in
        writer.key("read")
        writer.integer(coverage.read)
        writer.key("all")
        writer.integer(coverage.all)
      }
    }
    writer.key("rows")
    writer.integer(summary.rows)
    writer.key("bytes")
    writer.integer(summary.contentBytes)
    writer.key("findings")
    writer.array { writer in
      for finding in summary.findings {
        writer.object { writer in
          writer.key("path")
          writer.string(finding.path)
          writer.key("what")
          writer.string(finding.what)
        }
      }
    }
    writer.key("unneeded")
    writer.object { writer in
      writer.key("files")
      writer.integer(summary.unneeded)
      writer.key("bytes")
      writer.integer(summary.unneededBytes)
    }
    writer.key("strangers")
    writer.array { writer in
      for stranger in summary.strangers { writer.string(stranger) }
    }
  }

  func show(on output: HumanOutput) {
    for finding in summary.findings { output.line("\(finding.path): \(finding.what)") }
    let shards = coverage(summary.shards, "shard", "shards")
    let images = coverage(summary.images, "picture", "pictures")
    let read =
      "\(Figures.count(summary.snapshots, "snapshot", "snapshots")), \(shards) with "
      + "\(Figures.count(summary.rows, "row", "rows")), \(images), "
      + Figures.bytes(Int64(summary.contentBytes))
    output.note(
      summary.findings.isEmpty
        ? "verified: \(read), all as they should be"
        : "\(Figures.count(summary.findings.count, "finding", "findings")) in \(read)")
    if summary.unneeded > 0 {
      output.note(
        "\(Figures.count(summary.unneeded, "file", "files")) that no snapshot needs: "
          + Figures.bytes(Int64(summary.unneededBytes)))
    }
    for stranger in summary.strangers {
      output.messages.warning("\(stranger) is no part of a repository")
    }
  }

  private func coverage(
    _ coverage: RepositoryVerification.Coverage, _ one: String, _ many: String
  ) -> String {
    let all = Figures.count(coverage.all, one, many)
    return coverage.read == coverage.all ? all : "\(Figures.count(coverage.read)) of \(all)"
  }
}
