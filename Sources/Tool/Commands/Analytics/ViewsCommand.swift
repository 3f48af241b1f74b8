import ArgumentParser
import EventLogs

/// Loads view logs.
struct ViewsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "views",
    abstract: "Load view logs: JSON lines, CSV or access logs, plain or gzipped.",
    discussion: """
      Each line of an app's log has recipeId, viewedAt and, unless the view is anonymous, userId or \
      username; an id, if there is one, drops repeats, and a userAgent tells robots. Of a web \
      server's access log, in the common or combined format, each GET of a recipe that was answered \
      with 200, 206 or 304 is an event, and its user a username or an e-mail address; other lines are \
      skipped. Robots' events are kept and are no views. The same log loaded again changes nothing. \
      `levain rollup` counts what was loaded.

      EXAMPLES:
        levain views app.jsonl.gz
        levain views /var/log/nginx --recipe-path '/c/*/recipes/{recipe}'
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "Logs, and folders of logs.", completion: .file())
  var paths: [String]

  @Option(
    name: .customLong("recipe-path"),
    help: ArgumentHelp(
      "Where access logs have recipes; `*` is any segment. May be repeated. "
        + "(default: /recipes/{recipe})", valueName: "template"))
  var recipePaths: [String] = []

  func run(in session: CommandSession) throws -> ViewsResult {
    let stated = try recipePaths.map { (template) throws(RecipePathFault) in
      try RecipePath(template)
    }
    return try session.atWorkbench(for: "views", waiting: waiting.patience) {
      try ViewsWork(paths: paths, recipePaths: stated.isEmpty ? [.standard] : stated).run(at: $0)
    }
  }
}
