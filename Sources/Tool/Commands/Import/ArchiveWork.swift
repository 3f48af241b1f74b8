import Backups
import Communities
import Console
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Brings community archives in, as the operator: as a pipeline, an import without a target, or a
/// restore asks for it.
struct ArchiveWork {
  var paths: [String]
  var kind = RunKind.archive
  /// Another store, whose erasures are applied as well as this one's (R23).
  var erasuresFrom: String?

  func run(at bench: Workbench) throws -> ArchiveResult {
    try bench.recorded(kind, paths.joined(separator: ", ")) { run in
      let intake = CommunityArchiveImport(
        store: bench.store, run: run.key, observer: bench.observer)
      let outcome = try intake.run(paths: paths) { rejections in
        try bench.store.write { (transaction) throws(StoreFault) in
          for rejection in rejections {
            try transaction.quarantine(
              rejection, run: run.key, fingerprint: rejection.fingerprint(within: "archive"),
              at: run.referenceAt)
          }
        }
      }
      let accounts = outcome.accounts.map {
        MemberAccount(
          archive: $0.archive, member: $0.member, format: "community-archive",
          account: $0.account)
      }
      try bench.store.write { (transaction) throws(StoreFault) in
        for account in accounts { try transaction.add(account, to: run.key) }
      }
      return ArchiveResult(
        run: run.id, outcome: outcome, accounts: accounts,
        erased: try applyErasures(at: bench, in: run.id))
    }
  }

  /// Erases again whom a backup brought back, or other backups know as erased; gives how many.
  func applyErasures(
    at bench: Workbench, in run: RunID, besides known: [StoredErasure] = []
  ) throws -> Int {
    let erased = try bench.communities(in: run)
      .applyErasures(try RecipeStore.erasures(at: erasuresFrom) + known)
    if !erased.isEmpty { try ErasureWork().finish(at: bench) }
    return erased.count
  }
}

/// The account of community archives.
struct ArchiveResult: CommandResult {
  var run: RunID
  var outcome: CommunityArchiveImport.Outcome
  var accounts: [MemberAccount]
  /// How many users it brought back who were erased, and erased again.
  var erased = 0

  var schema: String { "archive/1" }
  var exitCode: ExitCode { outcome.total.quarantined > 0 ? .quarantined : .done }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("run")
    writer.string(run.text)
    writer.key("total")
    outcome.total.write(to: &writer)
    writer.key("members")
    writer.array { writer in
      for account in accounts { account.write(to: &writer) }
    }
    writer.key("missingOrigins")
    writer.integer(outcome.missingOrigins)
    writer.key("ignored")
    writer.integer(outcome.ignored.count)
    writer.key("erased")
    writer.integer(erased)
  }

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(accounts, total: outcome.total))
    if outcome.missingOrigins > 0 {
      output.note(
        "\(Figures.count(outcome.missingOrigins, "recipe", "recipes")) came without an origin")
    }
    if !outcome.ignored.isEmpty {
      output.note("left out: \(Figures.count(outcome.ignored.count, "member", "members"))")
    }
    if erased > 0 { output.note("erased again: \(Figures.count(erased, "user", "users"))") }
    if outcome.total.quarantined > 0 {
      output.note(
        "\(Figures.count(outcome.total.quarantined, "record", "records")) in quarantine: "
          + "`levain quarantine list --run \(run.text)` lists them")
    }
  }
}
