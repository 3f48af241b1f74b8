import Archives
import ArgumentParser
import Console
import Foundation
import JSONText
import PipelineCore
import Pipelines
import RecipeModel
import Schedule

#if canImport(Glibc)
  import Glibc
#endif

/// Lets systemd or cron keep schedules.
struct ScheduleInstallCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Write units for systemd, or lines for cron.",
    discussion: """
      EXAMPLES:
        levain schedule install --systemd units pipelines/nightly.yaml
        levain schedule install --systemd units --daemon pipelines
        levain schedule install --cron pipelines/nightly.yaml >> crontab.txt

      With --systemd a service and a timer for each pipeline, or with --daemon one service that keeps \
      them all, are written into a folder. Nothing is installed: read them, copy them to \
      /etc/systemd/system, then `systemctl daemon-reload` and `systemctl enable --now levain-NAME.timer`. \
      They run this program in this folder as this user, and may write where the pipelines write. \
      Variables that the files fill in are not in them: add lines such as `Environment=LEVAIN_OUT=…`.

      JSON (levain.schedule-install/1): files (the paths written) or lines (for cron).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: "Pipeline files (YAML), or folders of them.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(help: ArgumentHelp("The folder for units of systemd.", valueName: "folder"))
  var systemd: String?

  @Flag(help: "One service that keeps all schedules, instead of timers.")
  var daemon = false

  @Flag(help: "Print lines for a crontab.")
  var cron = false

  func validate() throws {
    guard (systemd != nil) != cron else {
      throw ValidationError("Either --systemd with a folder, or --cron.")
    }
    guard !daemon || systemd != nil else {
      throw ValidationError("--daemon goes with --systemd.")
    }
  }

  func run(in session: CommandSession) throws -> InstalledSchedules {
    let setting = InstalledSetting(
      program: try session.ownProgram(), folder: FileManager.default.currentDirectoryPath,
      user: getuid() == 0 ? nil : NSUserName(),
      statedStore: session.options.store, usualStore: session.context.environment["LEVAIN_STORE"])
    let jobs = try session.scheduledFiles(files).map { file in
      InstalledJob(
        pipeline: try session.readSchedule(of: file), plan: try session.readPlan(of: file),
        setting: setting)
    }
    try refuseTwins(jobs)
    guard let systemd else {
      return InstalledSchedules(
        lines: try jobs.map { try CrontabLine(job: $0, setting: setting).text })
    }
    let units =
      daemon
      ? [SystemdUnits.daemon(of: jobs, setting: setting)]
      : jobs.flatMap { SystemdUnits.units(of: $0, setting: setting) }
    var paths: [String] = []
    for unit in units {
      let path = (systemd as NSString).appendingPathComponent(unit.name)
      try OutputFolder.write(Array(unit.text.utf8), to: path)
      paths.append(path)
    }
    return InstalledSchedules(files: paths)
  }

  private func refuseTwins(_ jobs: [InstalledJob]) throws {
    var seen: Set<String> = []
    for job in jobs where !seen.insert(job.unitName).inserted {
      throw ScheduleFault(what: "two pipelines would have the unit \(job.unitName)")
    }
  }
}

/// Where and as whom pipelines are run.
struct InstalledSetting {
  var program: String
  var folder: String
  /// Nil for the system's administrator.
  var user: String?
  /// The store that was named by an option, in the files' stead.
  var statedStore: String?
  /// The store of files that do not say theirs, where a variable names one.
  var usualStore: String?

  /// The path from the root that a path means.
  func place(of path: String) -> String {
    URL(filePath: path, relativeTo: URL(filePath: folder, directoryHint: .isDirectory))
      .standardizedFileURL.path
  }
}

/// A pipeline that is to be run by others, its paths from the root.
struct InstalledJob {
  var pipeline: ScheduledPipeline
  var file: String
  var storePath: String
  /// The folders that it writes in.
  var writtenFolders: [String]

  init(pipeline: ScheduledPipeline, plan: PipelinePlan, setting: InstalledSetting) {
    self.pipeline = pipeline
    file = setting.place(of: pipeline.file)
    storePath = setting.place(of: pipeline.storePath)
    let paths = [storePath] + plan.stages.flatMap(\.settings.writtenPaths).map(setting.place)
    writtenFolders = Set(paths.map(InstalledJob.standingFolder)).sorted()
  }

  /// The name of its units: the pipeline's, in letters that names of units may have.
  var unitName: String {
    "levain-"
      + String(
        pipeline.name.lowercased().map { letter in
          letter.isASCII && (letter.isLetter || letter.isNumber) || letter == "." || letter == "_"
            ? letter : "-"
        })
  }

  /// The nearest folder above a path that is there.
  private static func standingFolder(of path: String) -> String {
    var folder = (path as NSString).deletingLastPathComponent
    while folder.count > 1, !FileManager.default.fileExists(atPath: folder) {
      folder = (folder as NSString).deletingLastPathComponent
    }
    return folder
  }
}

extension StageSettings {
  /// The paths of what the stage writes, besides the store.
  fileprivate var writtenPaths: [String] {
    switch self {
    case .report(let settings): [settings.to]
    case .site(let settings): [settings.to]
    case .prune(let settings): [settings.repository]
    case .backup(let settings):
      switch settings.destination {
      case .archive(let archive): [archive.path]
      case .repository(let repository): [repository.path]
      }
    case .initialize, .archive, .users, .communities, .imports, .views, .lineage, .tags,
      .duplicates, .rollup, .targets, .purge:
      []
    }
  }
}

/// What was written, or is to be.
struct InstalledSchedules: CommandResult {
  var files: [String] = []
  /// For a crontab.
  var lines: [String] = []

  var schema: String { "schedule-install/1" }

  func writeMembers(to writer: inout JSONWriter) {
    for (name, texts) in [("files", files), ("lines", lines)] where !texts.isEmpty {
      writer.key(name)
      writer.array { writer in
        for text in texts { writer.string(text) }
      }
    }
  }

  func show(on output: HumanOutput) {
    for text in files + lines { output.line(text) }
  }
}
