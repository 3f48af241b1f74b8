import ArgumentParser
import PipelineCore

/// Writes a folder of pages.
struct ReportSiteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Write a folder of pages about all communities that link to each other.",
    discussion: """
      It begins with index.html; every community has a page, and so have the recipes and creators \
      that these name. For the operator it is about everything, for others about their communities. \
      A folder that was written by this command is replaced; any other one is left alone.

      EXAMPLES:
        levain report site reports/
        levain report site october/ --from 2026-10-01 --until 2026-11-01 --as ada@example.org
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The folder to write.", completion: .directory)
  var folder: String

  @OptionGroup var days: DayOptions

  func run(in session: CommandSession) throws -> SiteResult {
    let work = SiteWork(
      folder: folder, from: days.from, until: days.until, acting: actor.acting)
    let store = try session.openStore()
    return try session.observed { observer in
      try work.run(on: store, at: session.surroundings.now(), observer: observer)
    }
  }
}
