import ArgumentParser
import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Shows how many of those who joined together stay active.
struct CohortsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "cohorts",
    abstract: "Show how many members stay active, by the month they joined in.",
    discussion: """
      Active is who viewed a recipe of the community or did something that its feed records; in the \
      month of joining all are. Months are those of the community's time zone; who left stays in \
      their cohort.

      EXAMPLES:
        levain insights cohorts bakers
        levain insights cohorts bakers --months 24 --as ada@example.org

      JSON (levain.insights-cohorts/1): community, timeZone, lastMonth, cohorts, each with month, \
      members, left and active (of the month of joining, the next one and so on), and behind.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug.")
  var community: String

  @Option(help: "How many of the last cohorts to show, for as many months each.")
  var months = 12

  func validate() throws {
    guard (1...1200).contains(months) else {
      throw ValidationError("--months takes a number from 1 to 1200.")
    }
  }

  func run(in session: CommandSession) throws -> CohortsResult {
    let now = session.surroundings.now()
    return try session.read(as: actor) { reach, transaction in
      guard let stored = try transaction.community(slug: community),
        let cohorts = try MemberCohorts.read(
          of: stored.id, at: now, within: reach, in: transaction)
      else { throw UnknownReference(.community, community) }
      return CohortsResult(cohorts: cohorts, months: months)
    }
  }
}

/// How many of those who joined together stay active.
struct CohortsResult: CommandResult {
  var cohorts: MemberCohorts
  var months: Int

  var schema: String { "insights-cohorts/1" }

  private var shown: ArraySlice<MemberCohort> { cohorts.cohorts.suffix(months) }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", cohorts.profile.slug)
    writer.member("timeZone", cohorts.profile.timeZone)
    writer.member("lastMonth", cohorts.lastMonth.description)
    writer.list("cohorts", Array(shown)) { cohort, writer in
      writer.member("month", cohort.month.description)
      writer.member("members", cohort.members)
      writer.member("left", cohort.left)
      writer.key("active")
      writer.array { writer in
        for count in cohort.active.prefix(months) { writer.integer(count) }
      }
    }
    writer.key("behind")
    writer.bool(cohorts.isBehind)
  }

  func show(on output: HumanOutput) {
    output.line(cohorts.profile.name)
    let columns = min(months, shown.map(\.active.count).max() ?? 0)
    var table = TextTable(
      columns: [.init("joined"), .init("members", .right), .init("left", .right)]
        + (0..<columns).map { .init("+\($0)", .right) })
    for cohort in shown {
      table.append(
        [.init(cohort.month.description), .init(cohort.members), .init(cohort.left)]
          + (0..<columns).map { place in
            cohort.active.indices.contains(place) ? .init(cohort.active[place]) : ""
          })
    }
    output.table(table)
    output.note("active in the month of joining (+0) and after, up to \(cohorts.lastMonth)")
    if cohorts.isBehind {
      output.note("views wait to be counted: `levain rollup`")
    }
  }
}
