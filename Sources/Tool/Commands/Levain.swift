// The command line: the only place that prints, reads the clock and knows the environment.
//
// In:  arguments, environment, the store's file.
// Out: data on standard output, everything else on standard error, an exit code.
// Never here: rules, formats, SQL.

import ArgumentParser
import PipelineCore

/// The command line's root and the one list of its commands.
struct Levain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levain",
    abstract: "Imports recipe collections into communities, and knows what becomes of them.",
    discussion: """
      EXAMPLES:
        levain run pipelines/quickstart.yaml        everything at once, on the samples
        levain import inbox/ --into bakers --as ada@example.org
        levain report bakers --format html --output bakers.html

      EXIT CODES:
      \(exitCodes)
      """,
    version: "levain \(Version.current)",
    groupedSubcommands: [
      CommandGroup(
        name: "Communities", subcommands: [InitCommand.self, SettingsCommand.self] + people),
      CommandGroup(
        name: "Archives",
        subcommands: [
          InspectCommand.self, ImportCommand.self, ExportCommand.self, FormatsCommand.self,
        ]),
      CommandGroup(
        name: "Indexes",
        subcommands: [
          IndexCommand.self, LineageCommand.self, TagsCommand.self, SearchCommand.self,
        ]),
      CommandGroup(
        name: "Analytics",
        subcommands: [
          ViewsCommand.self, RollupCommand.self, StatsCommand.self, InsightsCommand.self,
          ReconcileCommand.self, ExplainCommand.self, TargetCommand.self, ReportCommand.self,
        ]),
      CommandGroup(
        name: "Backups",
        subcommands: [BackupCommand.self, HistoryCommand.self, PurgeCommand.self]),
      CommandGroup(
        name: "Runs",
        subcommands: [
          RunCommand.self, PipelineCommand.self, ScheduleCommand.self, StagesCommand.self,
          RunsCommand.self, QuarantineCommand.self, StatusCommand.self, DoctorCommand.self,
          AuditCommand.self,
        ]),
    ])

  private static let people: [any ParsableCommand.Type] = [
    UserCommand.self, CommunityCommand.self, MemberCommand.self, RecipeCommand.self,
    ProposeCommand.self, ProposalsCommand.self, DecideCommand.self, VariantsCommand.self,
    DuplicatesCommand.self, ShareCommand.self, FeedCommand.self, TrashCommand.self,
    TakedownCommand.self,
  ]

  private static var exitCodes: String {
    ExitCode.allCases.map { "  \($0.rawValue)\t\($0.meaning)" }.joined(separator: "\n")
  }
}

/// The version of the program.
enum Version {
  static let current = "0.1.0"
}
