import ArgumentParser

/// Loads view logs.
struct ViewsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Load view logs: JSON lines or CSV, plain or gzipped.",
    discussion: """
      Each line has recipeId, viewedAt and, unless the view is anonymous, userId; an id, if there
      is one, drops repeats. The same log loaded again changes nothing. `levain rollup` counts
      what was loaded.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "Logs, and folders of logs.", completion: .file())
  var paths: [String]

  func run(in session: CommandSession) throws -> ViewsResult {
    try session.atWorkbench(for: "views", waiting: waiting.patience) {
      try ViewsWork(paths: paths).run(at: $0)
    }
  }
}
