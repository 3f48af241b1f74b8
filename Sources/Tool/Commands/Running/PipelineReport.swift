import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeModel
import Store

/// What a pipeline did, stage by stage.
struct PipelineReport: CommandResult {
  var pipeline: String
  var run: RunID
  var store: String
  /// All stages of the run, in the order of its plan.
  var stages: [StoredStage]
  /// What became of what was run when it had ended.
  var hooks: [HookOutcome] = []

  var schema: String { "pipeline-run/1" }

  /// The stages that were not run, because they need one that failed.
  var leftOut: [String] { stages.filter { $0.state == .leftOut }.map(\.name) }

  /// Whether every stage succeeded that could.
  var isSuccess: Bool { stages.allSatisfy { $0.state == .succeeded } }

  /// The gravest of the stages' codes.
  var exitCode: ExitCode {
    ExitCode.gravest(of: stages.compactMap { $0.exitCode.flatMap(ExitCode.init) })
  }

  /// What is kept with the run: results are kept with their stages.
  var kept: [UInt8] {
    var report = self
    for index in stages.indices { report.stages[index].result = nil }
    return report.json
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipeline")
    writer.string(pipeline)
    writer.key("run")
    writer.string(run.text)
    writer.key("store")
    writer.string(store)
    writer.key("exitCode")
    writer.integer(exitCode.rawValue)
    writer.key("stages")
    writer.array { writer in
      for stage in stages {
        writer.object { stage.writeMembers(to: &$0) }
      }
    }
    writer.key("leftOut")
    writer.array { writer in
      for name in leftOut { writer.string(name) }
    }
    guard !hooks.isEmpty else { return }
    writer.key("hooks")
    writer.array { writer in
      for hook in hooks {
        writer.object { writer in
          writer.member("event", hook.event)
          writer.member("number", hook.number)
          writer.key("tookMilliseconds")
          writer.integer(hook.took)
          writer.member("problem", hook.problem)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    let total = stages.reduce(0) { $0 + ($1.took ?? 0) }
    output.note("\(pipeline) is done in \(Figures.duration(milliseconds: total))")
    if !leftOut.isEmpty {
      output.messages.warning(
        "left out, since what they need failed: \(leftOut.joined(separator: ", "))")
    }
    var table = TextTable(columns: [.init("what"), .init("look at it")])
    for stage in stages {
      guard let artefact = stage.artefact else { continue }
      table.append([.init(stage.name), .init(artefact)])
    }
    table.append(["the store", .init(store)])
    table.append(["this run", .init("levain runs show \(run.text) --store \(store)")])
    output.table(table)
  }
}

extension StoredStage {
  /// Writes the members of the stage's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("name", name)
    writer.member("kind", kind)
    writer.member("state", state.rawValue)
    writer.member("attempts", attempts)
    writer.member("beganAt", beganAt?.description)
    if let took {
      writer.key("tookMilliseconds")
      writer.integer(took)
    }
    writer.member("run", run?.text)
    if let exitCode {
      writer.key("exitCode")
      writer.integer(exitCode)
    }
    if let inputs {
      writer.key("inputs")
      writer.object { writer in
        writer.member("read", inputs.read)
        writer.member("known", inputs.known)
      }
    }
    writer.member("failure", failure)
    writer.member("artefact", artefact)
    if let result {
      writer.key("result")
      writer.raw(result.utf8)
    }
  }
}

/// A result that left a file behind.
protocol Artefact {
  var path: String { get }
}

/// What `run` gives: a plan, or what became of it.
enum PipelineOutcome: CommandResult {
  case planned(PipelinePlan)
  case ran(PipelineReport)
  case nothingToResume(NothingToResume)

  var schema: String {
    switch self {
    case .nothingToResume(let answer): answer.schema
    case .planned: "pipeline-plan/1"
    case .ran(let report): report.schema
    }
  }

  var exitCode: ExitCode {
    switch self {
    case .planned, .nothingToResume: .done
    case .ran(let report): report.exitCode
    }
  }

  func writeMembers(to writer: inout JSONWriter) {
    switch self {
    case .ran(let report): report.writeMembers(to: &writer)
    case .nothingToResume(let answer): answer.writeMembers(to: &writer)
    case .planned(let plan):
      writer.key("pipeline")
      writer.string(plan.name)
      writer.key("stages")
      writer.array { writer in
        for stage in plan.stages {
          writer.object { writer in
            writer.key("name")
            writer.string(stage.name)
            writer.key("kind")
            writer.string(stage.kind.rawValue)
            writer.key("needs")
            writer.array { writer in
              for name in stage.needs { writer.string(name) }
            }
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    switch self {
    case .ran(let report): report.show(on: output)
    case .nothingToResume(let answer): answer.show(on: output)
    case .planned(let plan):
      var table = TextTable(columns: [
        .init("", .right), .init("stage"), .init("kind"), .init("needs"), .init("what it does"),
      ])
      for (index, stage) in plan.stages.enumerated() {
        table.append([
          .init(index + 1), .init(stage.name), .init(stage.kind.rawValue),
          .init(stage.needs.joined(separator: ", ")), .init(stage.settings.summary),
        ])
      }
      output.table(table)
    }
  }
}
