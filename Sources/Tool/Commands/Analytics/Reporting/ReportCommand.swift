import ArgumentParser
import PipelineCore
import Reports
import Store

/// Writes reports.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a community, a recipe, a creator or everything.",
    subcommands: [ReportWriteCommand.self, ReportSiteCommand.self],
    defaultSubcommand: ReportWriteCommand.self)
}

/// Writes one report.
struct ReportWriteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Write one report: a page, JSON, CSV or Markdown.",
    discussion: """
      Without --from and --until it is about all days that there are; with them, also compared with \
      as many days just before and with the same dates a year before, where those are known.

      EXAMPLES:
        levain report bakers --output bakers.html
        levain report bakers --format csv --from 2026-11-01 --as ada@example.org > november.csv
        levain report --recipe RECIPE --output rye.html
        levain report --creator ada@example.org --format markdown
        levain report --installation --format json
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The slug of the community it is about.")
  var community: String?

  @Option(help: ArgumentHelp("About this recipe with its family.", valueName: "id"))
  var recipe: String?

  @Option(
    help: ArgumentHelp(
      "About what this user made: a username, or an e-mail address (your own, or as the operator).",
      valueName: "user"))
  var creator: String?

  @Flag(help: "About everything; for the operator.")
  var installation = false

  @Option(
    help: "html (one page that needs nothing else), json, csv or markdown.", transform: choice)
  var format = ReportFormat.html

  @Option(help: "The file to write; standard output unless given.", completion: .file())
  var output: String?

  @OptionGroup var days: DayOptions

  /// What is asked for; nil unless it is one thing.
  private var subject: ReportChoice? {
    let named = [
      community.map { ReportChoice.community($0) }, recipe.map { .recipe($0) },
      creator.map { .creator($0) }, installation ? .installation : nil,
    ].compactMap { $0 }
    return named.count == 1 ? named[0] : nil
  }

  func validate() throws {
    guard subject != nil else {
      throw ValidationError(
        "Say of what: a community's slug, --recipe ID, --creator USER or --installation.")
    }
  }

  func run(in session: CommandSession) throws -> ReportResult {
    let work = ReportWork(
      subject: subject ?? .installation, format: format, path: output, from: days.from,
      until: days.until, acting: actor.acting)
    return try work.run(on: session.openStore(), at: session.surroundings.now())
  }
}
