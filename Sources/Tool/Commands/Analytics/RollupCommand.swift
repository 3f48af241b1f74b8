import ArgumentParser

/// Counts views, and says how far that is done.
struct RollupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup", abstract: "Count views and viewers by day.",
    subcommands: [RollupRunCommand.self, RollupStatusCommand.self],
    defaultSubcommand: RollupRunCommand.self)
}

/// Counts what changed.
struct RollupRunCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Count views and viewers by day.",
    discussion: """
      Only days that something new or late touches are counted again, each in the time zone of \
      its community and in that of the installation.
      """)

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
