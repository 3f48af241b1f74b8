import Foundation
import RecipeModel
import Schedule

/// A unit of systemd, as a file.
struct SystemdUnit {
  var name: String
  var text: String
}

/// The units that run pipelines.
enum SystemdUnits {
  /// The service that runs a pipeline once, and the timer that starts it.
  static func units(of job: InstalledJob, setting: InstalledSetting) -> [SystemdUnit] {
    let schedule = job.pipeline.schedule
    var service = section(
      "Unit", [("Description", "Levain pipeline \(job.pipeline.name)".unitText)])
    let words = [
      setting.program, "schedule", "run", job.file, "--store", job.storePath, "--quiet",
    ]
    var work = [("Type", "oneshot"), ("ExecStart", command(words))]
    // Done, with something found: records in quarantine, a target missed, a backup overdue.
    work += [("SuccessExitStatus", "3 7 8"), ("TimeoutStartSec", timeout(of: schedule))]
    service += section("Service", work + common(setting: setting, folders: job.writtenFolders))

    var timer = section(
      "Unit", [("Description", "When Levain runs \(job.pipeline.name)".unitText)])
    var times = schedule.expression.systemdCalendar(in: schedule.clock).map { ("OnCalendar", $0) }
    times += [
      ("Persistent", schedule.missed == .once ? "true" : "false"), ("AccuracySec", "1s"),
    ]
    if schedule.jitter > 0 {
      times += [
        ("RandomizedDelaySec", "\(schedule.jitter / 1000)s"), ("FixedRandomDelay", "true"),
      ]
    }
    timer += section("Timer", times) + section("Install", [("WantedBy", "timers.target")])
    return [
      SystemdUnit(name: job.unitName + ".service", text: service),
      SystemdUnit(name: job.unitName + ".timer", text: timer),
    ]
  }

  /// The service that keeps the schedules of all.
  static func daemon(of jobs: [InstalledJob], setting: InstalledSetting) -> SystemdUnit {
    let folders = Set(jobs.flatMap(\.writtenFolders)).sorted()
    var text = section("Unit", [("Description", "Levain pipelines by their schedules")])
    var words = [setting.program, "schedule", "start"] + jobs.map(\.file)
    // Said as it was here, before whatever the files say.
    if let store = setting.statedStore { words += ["--store", setting.place(of: store)] }
    let stores = Set(jobs.map(\.storePath)).sorted()
    var work = [("Type", "exec"), ("ExecStart", command(words))]
    // What the files do not say of their store; where they do, it says nothing.
    if let store = setting.usualStore, stores.contains(setting.place(of: store)) {
      work.append(("Environment", quoted("LEVAIN_STORE=" + setting.place(of: store))))
    }
    work += [("ExecReload", "/bin/kill -HUP $MAINPID"), ("Restart", "on-failure")]
    text += section("Service", work + common(setting: setting, folders: folders))
    text += section("Install", [("WantedBy", "multi-user.target")])
    return SystemdUnit(name: "levain-schedule.service", text: text)
  }

  /// What all services have: a place, a user, an end, and as few rights as the work takes.
  private static func common(
    setting: InstalledSetting, folders: [String]
  ) -> [(String, String)] {
    // What is there for all is not there for a service that has its own.
    let usesTemporary = (folders + [setting.folder]).contains { folder in
      (folder + "/").hasPrefix("/tmp/") || (folder + "/").hasPrefix("/var/tmp/")
    }
    var lines = [("WorkingDirectory", setting.folder.unitText)]
    if let user = setting.user { lines.append(("User", user)) }
    // It is asked alone, ends where it is whole, and has what it started end.
    lines += [("KillMode", "mixed"), ("TimeoutStopSec", "90s")]
    lines += [
      ("ReadWritePaths", folders.map(quoted).joined(separator: " ")), ("ProtectSystem", "strict"),
      ("ProtectHome", "read-only"), ("PrivateTmp", usesTemporary ? "no" : "yes"),
    ]
    let refused = [
      "NoNewPrivileges", "PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules",
      "ProtectKernelLogs", "ProtectControlGroups", "ProtectClock", "ProtectHostname",
      "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality",
      "MemoryDenyWriteExecute",
    ]
    lines += refused.map { ($0, "yes") }
    lines += [("SystemCallArchitectures", "native"), ("UMask", "0027")]
    return lines
  }

  /// How long all attempts with their pauses may take; systemd ends what goes on after that.
  private static func timeout(of schedule: RunSchedule) -> String {
    guard let limit = schedule.timeLimit else { return "infinity" }
    let attempts = schedule.retries.attempts
    let pauses = (1..<max(attempts, 2)).compactMap { schedule.retries.pause(afterFailure: $0) }
    // Each attempt has a minute to end once its limit is reached.
    let total = Int64(attempts) * (limit + 60_000) + pauses.reduce(0, +)
    return "\(total / 1000 + 60)s"
  }

  private static func section(_ name: String, _ lines: [(String, String)]) -> String {
    "[\(name)]\n" + lines.map { "\($0)=\($1)\n" }.joined() + (name == "Install" ? "" : "\n")
  }

  private static func command(_ words: [String]) -> String {
    words.map { quoted($0).replacingOccurrences(of: "$", with: "$$") }.joined(separator: " ")
  }

  /// A word between quotes, in which systemd fills nothing in (systemd.syntax(7)).
  private static func quoted(_ word: String) -> String {
    guard !word.isPlainWord else { return word }
    let text = word.unitText.replacingOccurrences(of: "\\", with: "\\\\")
      .replacingOccurrences(of: "\"", with: "\\\"")
    return "\"\(text)\""
  }
}

extension String {
  /// A text on one line, in which no specifier is filled in.
  fileprivate var unitText: String {
    replacingOccurrences(of: "%", with: "%%").split(whereSeparator: \.isNewline)
      .joined(separator: " ")
  }
}
