import Communities
import Console
import Indexes
import JSONText
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Checks targets, as a command or a pipeline asks for it.
struct TargetCheckWork {
  /// By slug or id; nil for all that whoever asks may see.
  var community: String?
  var failUnder: Percentage
  var choice: TargetPeriodChoice
  var acting: ActingAs

  func run(at bench: Workbench) throws -> TargetCheckResult {
    try run(on: bench.store, at: bench.moment)
  }

  /// Reads one snapshot.
  func run(on store: RecipeStore, at now: Instant) throws -> TargetCheckResult {
    try store.read { transaction in
      var result = TargetCheckResult(failUnder: failUnder)
      if let community {
        result.add(try transaction.communityTargets(community, at: now, for: acting), choice)
        return result
      }
      let reach = try CommunityActions.reach(of: acting, in: transaction)
      for key in try transaction.communitiesWithTargets() {
        guard let stored = try transaction.community(key),
          let targets = try CommunityTargets.read(
            of: stored.id, at: now, within: reach, in: transaction)
        else { continue }
        result.add(targets, choice)
      }
      result.checks.sort { $0.slug < $1.slug }
      return result
    }
  }
}

/// What was reached of targets.
struct TargetCheckResult: CommandResult {
  /// One target in the period that was looked at.
  struct Check {
    var slug: String
    var target: StoredTarget
    var point: TargetPoint
    /// Nil while views of the period wait to be counted.
    var isMissed: Bool?
  }

  var failUnder: Percentage
  var checks: [Check] = []
  /// How many did not hold in the period.
  var unheld = 0
  var isBehind = false

  init(failUnder: Percentage) {
    self.failUnder = failUnder
  }

  mutating func add(_ targets: CommunityTargets, _ choice: TargetPeriodChoice) {
    isBehind = isBehind || targets.isBehind
    for progress in targets.targets {
      guard let point = progress.point(in: choice) else {
        unheld += 1
        continue
      }
      checks.append(
        Check(
          slug: targets.profile.slug, target: progress.target, point: point,
          isMissed: point.isWaiting
            ? nil : failUnder.isMissed(by: point.count.value, of: point.value)))
    }
  }

  var schema: String { "target-check/1" }
  var missed: Int { checks.count { $0.isMissed == true } }
  /// How many are neither met nor missed yet.
  var open: Int { checks.count { $0.isMissed == nil } }
  var exitCode: PipelineCore.ExitCode { missed > 0 ? .targetMissed : .done }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("failUnder")
    writer.double(failUnder.value)
    writer.member("checked", checks.count)
    writer.member("missed", missed)
    writer.member("open", open)
    writer.member("behind", isBehind)
    writer.key("targets")
    writer.array { writer in
      for check in checks {
        writer.object { writer in
          writer.member("community", check.slug)
          writer.member("measure", check.target.measure.rawValue)
          writer.member("frequency", check.target.frequency.rawValue)
          writer.key("missed")
          if let isMissed = check.isMissed { writer.bool(isMissed) } else { writer.null() }
          check.point.writeMembers(to: &writer)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    if !checks.isEmpty { output.table(table) }
    if isBehind { output.note("days wait to be counted: `levain rollup`") }
    let left =
      unheld > 0
      ? "; \(Figures.count(unheld, "target has", "targets have")) no such period" : ""
    output.note(
      checks.isEmpty
        ? "no target to check" + left
        : "\(missed) of \(Figures.count(checks.count, "target", "targets")) missed"
          + (failUnder == .whole ? "" : ", with less than \(failUnder)")
          + (open > 0 ? ", \(open) open" : "") + left)
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      .init("community"), .init("target"), .init("every"), .init("period"),
      .init("counted", .right), .init("wanted", .right), .init("of it", .right), .init(""),
    ])
    for check in checks {
      table.append([
        .init(check.slug), .init(check.target.measure.rawValue),
        .init(check.target.frequency.grain.rawValue), .init(check.point.period.description),
        .init(check.point.count.inWords), .init(check.point.value),
        .init(check.point.shareInWords),
        check.verdict,
      ])
    }
    return table
  }
}

extension TargetCheckResult.Check {
  fileprivate var verdict: TextTable.Cell {
    switch isMissed {
    case nil: .init("open", .warning)
    case true?: .init("missed", .failure)
    case false?: .init("met", .success)
    }
  }
}
