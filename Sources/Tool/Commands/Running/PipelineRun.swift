import Console
import Foundation
import PipelineCore
import Pipelines
import RecipeCoding
import RecipeModel
import Store

/// One run of a pipeline: its stages in order, each a run of its own below it.
struct PipelineRun {
  let plan: PipelinePlan
  let file: String
  /// How long another run that holds the store is waited for.
  let patience: Patience

  /// Runs every stage; the first that fails ends the run.
  func run(in session: CommandSession) throws -> PipelineReport {
    try makeStore(in: session)
    return try session.atWorkbench(for: "run \(file)", waiting: patience) { bench in
      let id = session.surroundings.freshID()
      let run = try bench.store.write { (transaction) throws(StoreFault) in
        try transaction.beginRun(
          RunRequest(
            kind: .pipeline, fingerprint: Digest.sha256(Array(id.utf8)),
            label: "\(plan.name) (\(file))"),
          id: id, at: session.surroundings.now())
      }
      do {
        return try runStages(of: run, at: bench)
      } catch {
        try bench.store.abandon(run.key, because: error, at: bench.surroundings.now())
        throw error
      }
    }
  }

  private func runStages(of run: StoredRun, at bench: Workbench) throws -> PipelineReport {
    var report = PipelineReport(pipeline: plan.name, run: run.id, store: bench.session.storePath)
    var stageBench = bench
    stageBench.parent = run.key
    for (index, stage) in plan.stages.enumerated() {
      bench.session.messages.note("[\(index + 1)/\(plan.stages.count)] \(stage.name)")
      let began = bench.surroundings.now()
      let result = try StageRun(stage: stage, bench: stageBench).run()
      bench.session.finishProgress()
      let took = bench.surroundings.now().milliseconds - began.milliseconds
      bench.session.remark(result)
      bench.session.messages.detail("took \(Figures.duration(milliseconds: took))")
      report.stages.append(
        PipelineReport.Stage(
          name: stage.name, kind: stage.kind.rawValue, tookMilliseconds: took, result: result))
      if bench.observer.shouldStop() { throw Interrupted() }
    }
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.keepResult(report.json, of: run.key)
      try transaction.finishRun(
        run.key, .succeeded, exitCode: report.exitCode, at: bench.surroundings.now())
    }
    return report
  }

  /// Makes the store before it is held, when the pipeline says so.
  private func makeStore(in session: CommandSession) throws {
    let makesStore = plan.stages.contains { $0.kind == .initialize }
    guard makesStore, !FileManager.default.fileExists(atPath: session.storePath) else { return }
    try OutputFolder.make(for: session.storePath)
    _ = try RecipeStore.create(at: session.storePath, surroundings: session.surroundings)
  }
}
