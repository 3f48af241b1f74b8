import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeModel
import Store

/// What there is of a pipeline to go on with.
enum Resumption {
  case nothing(NothingToResume)
  /// A run, its stages, and the names of those that are not done.
  case run(StoredRun, plan: PipelinePlan, left: Set<String>)

  /// Looks for the newest run of a pipeline.
  ///
  /// - Throws: A `ResumeFault` when the file or its settings have changed since the run was begun; a
  ///   `StoreFault`.
  init(of source: PipelineSource, in transaction: ReadTransaction) throws {
    let name = source.plan.name
    let newest = try transaction.newestRun(ofPipeline: name)
    guard let run = newest, run.state != .succeeded,
      let then = try transaction.pipeline(of: run.key)
    else {
      self = .nothing(NothingToResume(pipeline: name, newest: newest?.id))
      return
    }
    let stages = try transaction.stages(of: run.key)
    let plan = source.plan.selecting(named: Set(stages.map(\.name)))
    let now = source.stored(running: plan)
    let next = stages.first { $0.state != .succeeded }?.name
    guard now.pipeline.file == then.file else {
      throw ResumeFault(run: run.id, changed: .file, next: next)
    }
    guard now.pipeline.settings == then.settings, now.stages.count == stages.count else {
      let changed = zip(now.stages, stages).filter { $0.settings != $1.settings }.map(\.1.name)
      throw ResumeFault(run: run.id, changed: .settings(of: changed), next: next)
    }
    self = .run(
      run, plan: plan, left: Set(stages.filter { $0.state != .succeeded }.map(\.name)))
  }
}

/// A run cannot be gone on with, because what it was of is not the same any more.
struct ResumeFault: Fault, Equatable {
  enum Change: Equatable {
    case file
    /// Variables have other values; the stages in whose settings they are.
    case settings(of: [String])
  }

  var run: RunID
  var changed: Change
  /// The first stage that is not done.
  var next: String?

  var what: String {
    let change =
      switch changed {
      case .file: "the pipeline file has changed"
      case .settings(let stages) where stages.isEmpty: "a variable in the pipeline file has changed"
      case .settings(let stages):
        "a variable has changed in the settings of \(stages.joined(separator: ", "))"
      }
    return "\(change) since run \(run.text) was begun, which therefore cannot go on"
  }

  var hint: String? {
    let begin = next.map { "--from \($0) begins a new run at the first stage that is not done; " }
    return (begin ?? "") + "without --resume all of it is run anew"
  }
}

/// The newest run of a pipeline left nothing to do, or there is none.
struct NothingToResume: CommandResult {
  var pipeline: String
  /// Nil when it was never run as a whole.
  var newest: RunID?

  var schema: String { "nothing-to-resume/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("pipeline", pipeline)
    writer.key("newestRun")
    if let newest { writer.string(newest.text) } else { writer.null() }
  }

  func show(on output: HumanOutput) {
    output.note(
      newest.map { "nothing to resume: \(pipeline) succeeded last, as run \($0.text)" }
        ?? "nothing to resume: no run of \(pipeline) is kept in the store")
  }
}
