import ArgumentParser
import PipelineCore
import Reports
import Store

/// Writes the report of a community.
struct ReportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write the report of a community: a page, JSON or CSV.",
    discussion: """
      EXAMPLES:
        levain report bakers --output bakers.html
        levain report bakers --format csv --from 2026-11-01 --as ada@example.org > november.csv
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug.")
  var community: String

  @Option(
    help: "html (one page that needs nothing else), json or csv.", transform: choice)
  var format = ReportFormat.html

  @Option(help: "The file to write; standard output unless given.", completion: .file())
  var output: String?

  @OptionGroup var days: DayOptions

  func run(in session: CommandSession) throws -> ReportResult {
    let work = ReportWork(
      community: community, format: format, path: output, from: days.from, until: days.until,
      acting: actor.acting)
    return try work.run(on: session.openStore(), at: session.surroundings.now())
  }
}
