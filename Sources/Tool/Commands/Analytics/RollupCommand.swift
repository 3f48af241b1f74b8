import ArgumentParser

/// Counts views, shares and forks.
struct RollupCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup", abstract: "Count views, viewers, shares and forks by day and month.",
    discussion: "Only periods that something new or late touches are counted again.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Flag(help: "Count everything from nothing.")
  var rebuild = false

  func run(in session: CommandSession) throws -> RollupResult {
    try session.atWorkbench(for: "rollup", waiting: waiting.patience) {
      try RollupWork(rebuilds: rebuild).run(at: $0)
    }
  }
}
