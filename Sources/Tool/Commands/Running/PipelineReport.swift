import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeModel

/// What a pipeline did, stage by stage.
struct PipelineReport: CommandResult {
  /// What one stage did.
  struct Stage {
    var name: String
    var kind: String
    var tookMilliseconds: Int64
    var result: any CommandResult
  }

  var pipeline: String
  var run: RunID
  var store: String
  var stages: [Stage] = []
  /// The stages that were not run, because they need one that failed.
  var leftOut: [String] = []

  init(pipeline: String, run: RunID, store: String) {
    self.pipeline = pipeline
    self.run = run
    self.store = store
  }

  var schema: String { "pipeline-run/1" }

  /// The gravest of the stages' codes.
  var exitCode: ExitCode {
    ExitCode.gravest(of: stages.map(\.result.exitCode))
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
        writer.object { writer in
          writer.key("name")
          writer.string(stage.name)
          writer.key("kind")
          writer.string(stage.kind)
          writer.key("tookMilliseconds")
          writer.integer(stage.tookMilliseconds)
          writer.key("result")
          writer.raw(stage.result.json)
        }
      }
    }
    writer.key("leftOut")
    writer.array { writer in
      for name in leftOut { writer.string(name) }
    }
  }

  func show(on output: HumanOutput) {
    let total = stages.reduce(0) { $0 + $1.tookMilliseconds }
    output.note("\(pipeline) is done in \(Figures.duration(milliseconds: total))")
    if !leftOut.isEmpty {
      output.messages.warning(
        "left out, since what they need failed: \(leftOut.joined(separator: ", "))")
    }
    var table = TextTable(columns: [.init("what"), .init("look at it")])
    for stage in stages {
      guard let artefact = stage.result as? any Artefact else { continue }
      table.append([.init(stage.name), .init(artefact.path)])
    }
    table.append(["the store", .init(store)])
    table.append(["this run", .init("levain runs show \(run.text) --store \(store)")])
    output.table(table)
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

  var schema: String {
    switch self {
    case .planned: "pipeline-plan/1"
    case .ran(let report): report.schema
    }
  }

  var exitCode: ExitCode {
    switch self {
    case .planned: .done
    case .ran(let report): report.exitCode
    }
  }

  func writeMembers(to writer: inout JSONWriter) {
    switch self {
    case .ran(let report): report.writeMembers(to: &writer)
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
