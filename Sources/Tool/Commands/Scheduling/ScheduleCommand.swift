import ArgumentParser

/// Pipelines that run by themselves.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Run pipelines by themselves, when their files say.",
    discussion: """
      EXAMPLES:
        levain schedule next pipelines/nightly.yaml        when it is due
        levain schedule list pipelines                     what became of it
        levain schedule start pipelines/nightly.yaml       keep it, until stopped

      A pipeline file says when it runs: `schedule: "30 2 * * *"`, five fields as cron has them, or a \
      mapping of cron, timeZone, missed, overlap, jitter, timeLimit, attempts and pause. Jobs are \
      recorded in the store that the pipeline runs on.
      """,
    subcommands: [
      ScheduleListCommand.self, ScheduleNextCommand.self, ScheduleRunCommand.self,
      ScheduleStartCommand.self, ScheduleInstallCommand.self,
    ])
}
