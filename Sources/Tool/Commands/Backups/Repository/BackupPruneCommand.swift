import ArgumentParser
import BackupRepository
import Backups
import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Removes old snapshots.
struct BackupPruneCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove the snapshots that no rule keeps, and what none needs any more.",
    discussion: """
      Of each of the newest hours, days, weeks, months and years that have a snapshot, the last one \
      is kept. The rules count for each installation apart, and within it for everything and for \
      each community apart; --community and --profile let them decide among those alone, and all \
      others stay. Before anything is removed, what stays is proved: the shards of every snapshot are \
      there, and the newest one of each that is decided on is read completely. The last good snapshot \
      is never removed. Without a rule all snapshots stay, and only what no snapshot needs goes. What \
      came of it is kept in the live store (--store), where that is there.

      EXAMPLES:
        levain backup prune backups --profile full --keep-daily 7 --keep-monthly 12
        levain backup prune backups --community bakers --keep-daily 30 --dry-run
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions
  @OptionGroup var place: RepositoryOptions
  @OptionGroup var rules: RetentionOptions

  @Option(
    help: ArgumentHelp(
      "Decide only among the snapshots of this community; the others stay.", valueName: "slug"))
  var community: String?

  @Option(
    help: ArgumentHelp(
      "Decide only among those of everything (full), or those of communities (community).",
      valueName: "profile"), transform: choice)
  var profile: SnapshotProfile?

  @Flag(help: "Say what would go, and remove nothing.")
  var dryRun = false

  @Flag(
    help: ArgumentHelp(
      "Remove damaged snapshots as well, where there is a good one.",
      discussion: "They stay otherwise: a part of them may still be restored."))
  var removeDamaged = false

  func validate() throws {
    guard community == nil || profile != .full else {
      throw ValidationError("Snapshots of a community are none of everything: leave --profile out.")
    }
  }

  func run(in session: CommandSession) throws -> PruneResult {
    let repository = try session.openRepository(place.repository, place.secret)
    let work = PruneWork(
      repository: repository, policy: rules.policy,
      among: try SnapshotsToPrune(community: community, profile: profile, in: repository, session),
      isDry: dryRun, removesDamaged: removeDamaged)
    let prune = { try session.observed { try work.run(in: session, $0) } }
    guard !dryRun else { return try prune() }
    return try BackupRecord(.prune, of: repository, in: session)
      .keeping(in: session, waiting: waiting.patience, prune)
  }
}

/// Which snapshots are kept.
struct RetentionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Keep the newest ones.", valueName: "n"))
  var keepLast = 0

  @Option(help: ArgumentHelp("Keep the last one of so many hours.", valueName: "n"))
  var keepHourly = 0

  @Option(help: ArgumentHelp("Keep the last one of so many days.", valueName: "n"))
  var keepDaily = 0

  @Option(help: ArgumentHelp("Keep the last one of so many ISO weeks.", valueName: "n"))
  var keepWeekly = 0

  @Option(help: ArgumentHelp("Keep the last one of so many months.", valueName: "n"))
  var keepMonthly = 0

  @Option(help: ArgumentHelp("Keep the last one of so many years.", valueName: "n"))
  var keepYearly = 0

  @Option(
    help: ArgumentHelp(
      "The IANA time zone whose days, weeks, months and years count.", valueName: "zone"))
  var zone = "UTC"

  func validate() throws {
    let counts = [keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly]
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw ValidationError("How many are kept is 0 or more.")
    }
    guard ZoneClock(zone) != nil else {
      throw ValidationError("\(zone.escapedForTerminal) is no time zone of the IANA database.")
    }
  }

  var policy: RetentionPolicy {
    RetentionPolicy(
      last: keepLast, hourly: keepHourly, daily: keepDaily, weekly: keepWeekly,
      monthly: keepMonthly, yearly: keepYearly, clock: ZoneClock(stored: zone))
  }
}

/// What was removed, and what stayed.
struct PruneResult: CommandResult {
  var repository: String
  var isDry: Bool
  var summary: RepositoryPruning.Summary
  /// What the parts are called that snapshots are of alone, by their scopes.
  var groups: [String: String] = [:]

  var schema: String { "prune/1" }
  var exitCode: PipelineCore.ExitCode { summary.isSound ? .done : .failed }

  private var kept: Int { summary.decisions.count(where: \.isKept) }
  private var files: [(name: String, count: RepositoryPruning.Count)] {
    [
      ("shards", summary.shards), ("images", summary.images), ("leftovers", summary.leftovers),
    ]
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("repository")
    writer.string(repository)
    writer.key("dryRun")
    writer.bool(isDry)
    writer.key("snapshots")
    writer.array { writer in
      for decision in summary.decisions {
        decision.write(to: &writer, naming: groups)
      }
    }
    writer.key("kept")
    writer.integer(kept)
    writer.key("removed")
    writer.object { writer in
      writer.key("snapshots")
      writer.integer(summary.decisions.count - kept)
      for (name, count) in files {
        writer.key(name)
        writer.object { writer in
          writer.key("files")
          writer.integer(count.files)
          writer.key("bytes")
          writer.integer(count.bytes)
        }
      }
    }
    writer.key("keepsShards")
    writer.bool(summary.keepsShards)
    writer.key("keepsImages")
    writer.bool(summary.keepsImages)
  }

  func show(on output: HumanOutput) {
    showDecisions(on: output)
    let gone = summary.decisions.count - kept
    let count = files.reduce(0) { $0 + $1.count.files }
    let bytes = files.reduce(0) { $0 + $1.count.bytes }
    output.note(
      "\(isDry ? "would remove" : "removed") \(Figures.count(gone, "snapshot", "snapshots")) and "
        + "\(Figures.count(count, "file", "files")) that no other needs "
        + "(\(Figures.bytes(Int64(bytes)))); \(Figures.count(kept, "snapshot", "snapshots")) "
        + (isDry ? "would stay" : "stay"))
    for decision in summary.decisions where decision.isKept && !decision.findings.isEmpty {
      for finding in decision.findings.prefix(PruneResult.mostFindings) {
        output.messages.warning("\(finding.path) \(finding.what)")
      }
    }
    if summary.keepsShards {
      output.messages.warning(
        "nobody knows what a snapshot needs that cannot be read: all shards and pictures stay")
    } else if summary.keepsImages {
      output.messages.warning(
        "nobody knows which pictures a damaged snapshot needs: all pictures stay")
    }
    if !summary.isSound {
      output.note(
        "restore what is damaged from a copy of the repository"
          + (summary.holdsRemovable ? ", or give --remove-damaged" : ""))
    }
  }

  /// How many findings of one snapshot are shown.
  private static let mostFindings = 5

  private func showDecisions(on output: HumanOutput) {
    guard !summary.decisions.isEmpty else { return output.note("no snapshots yet") }
    var table = TextTable(columns: [
      .init("snapshot"), .init("taken"), .init("of"), .init(isDry ? "would" : "was"),
      .init("because"),
    ])
    for decision in summary.decisions {
      let reasons = decision.reasons.map(\.text).joined(separator: ", ")
      table.append([
        .init(decision.id.text), .init(decision.manifest?.createdAt.description ?? ""),
        .init(decision.manifest.map(group) ?? ""),
        decision.isKept
          ? .init(isDry ? "stay" : "kept") : .init(isDry ? "go" : "removed", .failure),
        .init(
          decision.isKept
            ? reasons : decision.findings.isEmpty ? "no rule keeps it" : "it is damaged"),
      ])
    }
    output.table(table)
  }

  /// Among which snapshots one is decided on, for people.
  private func group(of manifest: SnapshotManifest) -> String {
    manifest.scope.map { groups[$0] ?? $0 } ?? "everything"
  }
}

extension RepositoryPruning.Decision {
  fileprivate func write(to writer: inout JSONWriter, naming groups: [String: String]) {
    writer.object { writer in
      writer.key("id")
      writer.string(id.text)
      if let manifest {
        writer.key("createdAt")
        writer.string(manifest.createdAt.description)
        writer.key("installation")
        writer.string(manifest.store.installationID)
        writer.key("profile")
        writer.string(manifest.profile)
        if let scope = manifest.scope {
          writer.key("scope")
          writer.string(scope)
          writer.member("community", groups[scope] ?? scope)
        }
      }
      writer.key("kept")
      writer.bool(isKept)
      writer.key("reasons")
      writer.array { writer in
        for reason in reasons { writer.string(reason.text) }
      }
      writer.key("findings")
      writer.array { writer in
        for finding in findings {
          writer.object { writer in
            writer.key("path")
            writer.string(finding.path)
            writer.key("what")
            writer.string(finding.what)
          }
        }
      }
    }
  }
}

extension RepositoryPruning.Reason {
  /// Such as `last 1` or `day 2026-11-22`.
  fileprivate var text: String {
    switch self {
    case .rule(.last(let number)): "last \(number)"
    case .rule(.period(let period)): "\(period.grain.rawValue) \(period)"
    case .rule(.noneIsGood): "none is good"
    case .rule(.noRule): "no rule given"
    case .damaged: "damaged"
    case .unreadable: "cannot be read"
    case .notAsked: "not decided on"
    }
  }
}
