import Foundation
import PipelineCore
import Pipelines
import RecipeModel
import Schedule

/// A pipeline file that has a schedule, and the store that its jobs are kept in.
struct ScheduledPipeline: Sendable, Equatable {
  var file: String
  var name: String
  var schedule: RunSchedule
  /// The path of the store that the pipeline runs on.
  var storePath: String
  /// Whether it makes that store where there is none.
  var makesStore = false

  /// All that its times depend on: when this is another, nothing was missed before.
  var times: String { "\(schedule.expression.text) \(schedule.clock.name)" }
}

extension CommandSession {
  /// Reads a pipeline file that has a schedule.
  func readSchedule(of file: String) throws -> ScheduledPipeline {
    let plan = try readPlan(of: file)
    guard let schedule = plan.schedule else { throw NoSchedule(file: file) }
    return ScheduledPipeline(
      file: file, name: plan.name, schedule: schedule, storePath: onStore(plan.store).storePath,
      makesStore: plan.makesStore)
  }

  /// The files that paths name: folders stand for the YAML files in them.
  func pipelineFiles(_ paths: [String]) throws -> [String] {
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      else {
        files.append(path)
        continue
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      let found = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      guard !found.isEmpty else { throw NoPipelines(folder: path) }
      files += found.map { (path as NSString).appendingPathComponent($0) }
    }
    return files
  }
}

extension CommandSession {
  /// The files that paths name; of folders only those that have a schedule, or cannot be read.
  func scheduledFiles(_ paths: [String]) throws -> [String] {
    let found = try pipelineFiles(paths).filter { file in
      guard !paths.contains(file) else { return true }
      do {
        _ = try readSchedule(of: file)
        return true
      } catch is NoSchedule {
        return false
      } catch {
        return true
      }
    }
    guard !found.isEmpty else { throw NoSchedule(file: paths.joined(separator: ", ")) }
    return found
  }
}

/// A pipeline file does not say when it runs by itself.
struct NoSchedule: Fault {
  var file: String
  var what: String { "\(file.escapedForTerminal) has no `schedule`" }
  var hint: String? {
    "add a line such as `schedule: \"30 2 * * *\"`, which is every night at 2:30"
  }
  var exitCode: ExitCode { .usage }
}

/// A folder holds no pipeline files.
struct NoPipelines: Fault {
  var folder: String
  var what: String { "no YAML files are in \(folder.escapedForTerminal)" }
  var exitCode: ExitCode { .usage }
}
