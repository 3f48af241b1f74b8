import ArgumentParser
import Console
import Foundation
import JSONText
import PipelineCore
import RecipeModel
import Schedule

/// When pipelines are due.
struct ScheduleNextCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Show when pipelines are due.",
    discussion: """
      EXAMPLES:
        levain schedule next pipelines/nightly.yaml
        levain schedule next pipelines --count 3 --after 2026-10-24T00:00:00Z

      JSON (levain.schedule-next/1): pipelines, each with pipeline, file, cron, timeZone and times (at \
      in UTC, local).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: "Pipeline files (YAML), or folders of them.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(help: "How many times of each.")
  var count = 5

  @Option(
    help: ArgumentHelp(
      "After this moment, such as 2026-10-24T00:00:00Z; now unless given.", valueName: "moment"),
    transform: ScheduleNextCommand.moment)
  var after: Instant?

  func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--count is a number from 1 to 1000.")
    }
  }

  private static func moment(_ text: String) throws -> Instant {
    guard let moment = Instant(text) else {
      throw ValidationError("A moment is a date and time such as 2026-10-24T00:00:00Z.")
    }
    return moment
  }

  func run(in session: CommandSession) throws -> DueTimes {
    let start = after ?? session.surroundings.now()
    return DueTimes(
      pipelines: try session.scheduledFiles(files).map { file in
        let pipeline = try session.readSchedule(of: file)
        var times: [Instant] = []
        while times.count < count,
          let next = pipeline.schedule.expression.next(
            after: times.last ?? start, in: pipeline.schedule.clock)
        {
          times.append(next)
        }
        return (pipeline, times)
      })
  }
}

/// When pipelines are due.
struct DueTimes: CommandResult {
  var pipelines: [(pipeline: ScheduledPipeline, times: [Instant])]

  var schema: String { "schedule-next/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipelines")
    writer.array { writer in
      for (pipeline, times) in pipelines {
        writer.object { writer in
          pipeline.writeMembers(to: &writer)
          writer.key("times")
          writer.array { writer in
            for time in times {
              writer.object { writer in
                writer.member("at", time.description)
                writer.member("local", pipeline.schedule.clock.text(of: time))
              }
            }
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("pipeline"), .init("time zone"), .init("there"), .init("UTC"),
    ])
    for (pipeline, times) in pipelines {
      for time in times {
        table.append([
          .init(pipeline.name), .init(pipeline.schedule.clock.name),
          .init(pipeline.schedule.clock.text(of: time)), .init(ZoneClock.utc.text(of: time)),
        ])
      }
    }
    output.table(table)
  }
}

extension ScheduledPipeline {
  /// Writes the members that say what it is and when it is due.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("pipeline", name)
    writer.member("file", file)
    writer.member("cron", schedule.expression.text)
    writer.member("timeZone", schedule.clock.name)
  }
}

extension ZoneClock {
  /// What the clocks show at a moment, to the minute, with how far they are ahead of UTC.
  func text(of moment: Instant) -> String {
    let offset = offset(at: moment)
    let shown = moment.advanced(byMilliseconds: offset).description.prefix(16)
    let minutes = abs(offset) / 60_000
    let digits = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
    let zone =
      offset == 0 ? "" : " \(offset < 0 ? "-" : "+")\(digits(minutes / 60)):\(digits(minutes % 60))"
    return shown.replacing("T", with: " ") + zone
  }
}
