import ArgumentParser
import PipelineCore
import RecipeModel
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

  @Option(help: ArgumentHelp("The first day (UTC).", valueName: "YYYY-MM-DD"))
  var from: String?

  @Option(help: ArgumentHelp("The day after the last one (UTC).", valueName: "YYYY-MM-DD"))
  var until: String?

  func validate() throws {
    for text in [from, until].compactMap({ $0 }) where Day(text) == nil {
      throw ValidationError("\(text) is no day; days are written like 2026-11-21.")
    }
    _ = try DaySpan(from: from, until: until).span(by: .day)
  }

  func run(in session: CommandSession) throws -> ReportResult {
    let work = ReportWork(
      community: community, format: format, path: output, days: DaySpan(from: from, until: until),
      acting: actor.acting)
    return try work.run(on: session.openStore(), at: session.surroundings.now())
  }
}
