import ArgumentParser
import Communities
import Console
import Indexes
import JSONText
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Lists the targets of a community.
struct TargetListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List a community's targets, and how far it got.",
    discussion: """
      Periods are days, ISO weeks, months and quarters of the community's time zone. Those that \
      are over are as the last rollup counted them. Whether one was met is open while views of it \
      wait to be counted.

      JSON (levain.targets/1): community, timeZone, today, behind, targets, each with measure, \
      frequency, value, since, current (the period that it is now), daysLeft, elapsed (the share \
      of it that is over), onPace (unless that is open), streak (periods met in a row), past (the \
      periods that are over, ascending). A period has period, from, count, value, share, met \
      (null while that is open).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @Flag(help: "Show the periods that are over, one by one.")
  var history = false

  func run(in session: CommandSession) throws -> TargetList {
    let now = session.surroundings.now()
    return try session.openStore().read { transaction in
      TargetList(
        targets: try transaction.communityTargets(community, at: now, for: actor.acting),
        showsHistory: history)
    }
  }
}

extension ReadTransaction {
  /// The targets of the living community with a slug or an id, as somebody may see them (R7).
  func communityTargets(
    _ name: String, at now: Instant, for acting: ActingAs
  ) throws -> CommunityTargets {
    let reach = try CommunityActions.reach(of: acting, in: self)
    guard let stored = try community(slug: name) ?? community(CommunityID(name)),
      let targets = try CommunityTargets.read(of: stored.id, at: now, within: reach, in: self)
    else { throw UnknownReference(.community, name) }
    return targets
  }
}

/// The targets of a community.
struct TargetList: CommandResult {
  var targets: CommunityTargets
  var showsHistory: Bool

  var schema: String { "targets/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", targets.profile.slug)
    writer.member("timeZone", targets.profile.timeZone)
    writer.member("today", targets.today.description)
    writer.member("behind", targets.isBehind)
    writer.key("targets")
    writer.array { writer in
      for progress in targets.targets {
        writer.object { writer in progress.writeMembers(to: &writer) }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !targets.targets.isEmpty else {
      return output.note("\(targets.profile.slug) has no target")
    }
    output.table(showsHistory ? historyTable : table)
    if targets.isBehind { output.note("days wait to be counted: `levain rollup`") }
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      .init("target"), .init("every"), .init("wanted", .right), .init("period"),
      .init("so far", .right), .init("of it", .right), .init("days left", .right),
      .init("last"), .init("in it", .right), .init("of it", .right), .init("met in a row", .right),
    ])
    for progress in targets.targets {
      let (current, last) = (progress.current, progress.last)
      table.append([
        .init(progress.target.measure.rawValue), .init(progress.target.frequency.grain.rawValue),
        .init(progress.target.value),
        .init(current?.period.description ?? "from \(progress.target.since)"),
        .init(current?.count.inWords ?? ""), .init(current?.shareInWords ?? "", current?.role),
        .init(progress.daysLeft.map { "\($0)" } ?? ""),
        .init(last?.period.description ?? ""), .init(last?.count.inWords ?? ""),
        .init(last?.shareInWords ?? "", last?.role), .init(progress.streak),
      ])
    }
    return table
  }

  private var historyTable: TextTable {
    var table = TextTable(columns: [
      .init("target"), .init("every"), .init("period"), .init("counted", .right),
      .init("wanted", .right), .init("of it", .right), .init("met"),
    ])
    for progress in targets.targets {
      for point in progress.past + [progress.current].compactMap({ $0 }) {
        table.append([
          .init(progress.target.measure.rawValue),
          .init(progress.target.frequency.grain.rawValue), .init(point.period.description),
          .init(point.count.inWords), .init(point.value), .init(point.shareInWords),
          .init(point.verdict(isOver: point != progress.current), point.role),
        ])
      }
    }
    return table
  }
}

extension TargetPoint {
  /// Whether it was met, in a word.
  fileprivate func verdict(isOver: Bool) -> String {
    switch isMet {
    case nil: "open"
    case true?: "yes"
    case false?: isOver ? "no" : "so far not"
    }
  }
}
