import Foundation
import PipelineCore
import RecipeModel
import Schedule

/// A line of a crontab that runs a pipeline.
struct CrontabLine {
  var job: InstalledJob
  var setting: InstalledSetting

  /// The line; cron knows one time zone, that of the machine.
  var text: String {
    get throws(CrontabFault) {
      let clock = job.pipeline.schedule.clock
      guard CrontabLine.isOfThisMachine(clock) else {
        throw CrontabFault(
          pipeline: job.pipeline.name, zone: clock.name,
          machine: CrontabLine.known(TimeZone.current.identifier))
      }
      let words = [
        "cd", setting.folder.quotedForShell, "&&", setting.program.quotedForShell, "schedule",
        "run",
        job.file.quotedForShell, "--store", job.storePath.quotedForShell, "--quiet",
      ]
      // cron takes what stands behind a percent sign for input.
      let command = words.joined(separator: " ").replacingOccurrences(of: "%", with: "\\%")
      return "\(job.pipeline.schedule.expression.crontabFields) \(command)"
    }
  }

  private static func isOfThisMachine(_ clock: ZoneClock) -> Bool {
    known(clock.name) == known(TimeZone.current.identifier)
  }

  /// The name of a zone, one for all that UTC is called.
  private static func known(_ zone: String) -> String {
    ["GMT", "Etc/UTC", "Etc/GMT"].contains(zone) ? "UTC" : zone
  }
}

/// A pipeline means other clocks than cron has.
struct CrontabFault: Fault {
  var pipeline: String
  var zone: String
  var machine: String

  var what: String {
    "cron runs \(pipeline.escapedForTerminal) by the clocks of this machine, \(machine), not those of "
      + zone
  }
  var hint: String? {
    "`--systemd` and `levain schedule start` know time zones; or set `timeZone: \(machine)`"
  }
  var exitCode: ExitCode { .usage }
}

extension String {
  /// A word of a shell command.
  var quotedForShell: String {
    isPlainWord ? self : "'" + replacingOccurrences(of: "'", with: "'\\''") + "'"
  }

  /// Whether it means itself to shells and to systemd.
  var isPlainWord: Bool {
    !isEmpty
      && allSatisfy { letter in
        letter.isASCII && (letter.isLetter || letter.isNumber) || "/._-+:@,=".contains(letter)
      }
  }
}
