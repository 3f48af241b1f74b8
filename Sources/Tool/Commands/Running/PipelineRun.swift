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

  /// Runs every stage but those that need one which failed; a run in which one fails has failed.
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
        try bench.keepJob(of: run)
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
    var leftOut: Set<String> = []
    var failed: [StagesFailed.Failure] = []
    var told = 0
    for (index, stage) in plan.stages.enumerated() {
      let count = "[\(index + 1)/\(plan.stages.count)]"
      guard !leftOut.contains(stage.name) else {
        bench.session.messages.note("\(count) \(stage.name): left out, since what it needs failed")
        continue
      }
      bench.session.messages.note("\(count) \(stage.name)")
      do {
        let done = try perform(stage, at: stageBench)
        report.stages.append(done)
        // It was done, and what was found is no ground to build on: a backup that is damaged, say.
        if done.result.exitCode == .failed { leftOut.formUnion(plan.stages(needing: stage.name)) }
      } catch let fault as any Fault where !(fault is Interrupted) {
        leftOut.formUnion(plan.stages(needing: stage.name))
        // What does not need it goes on; the end of the run says no more than which ones failed.
        failed.append(.init(stage: stage.name, fault: fault))
        bench.session.finishProgress()
        guard plan.stages[(index + 1)...].contains(where: { !leftOut.contains($0.name) }) else {
          break
        }
        bench.session.messages.fault(fault)
        told += 1
      }
      if bench.observer.shouldStop() { throw Interrupted() }
    }
    report.leftOut = plan.stages.map(\.name).filter(leftOut.contains)
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.keepResult(report.json, of: run.key)
      if failed.isEmpty {
        try transaction.finishRun(
          run.key, .succeeded, exitCode: report.exitCode, at: bench.surroundings.now())
      }
    }
    guard let last = failed.last else { return report }
    if failed.count == 1, told == 0 {
      if !leftOut.isEmpty {
        bench.session.messages.note(
          "left out, since they need \(last.stage): \(report.leftOut.joined(separator: ", "))")
      }
      throw last.fault
    }
    if told < failed.count { bench.session.messages.fault(last.fault) }
    throw StagesFailed(failures: failed, leftOut: report.leftOut)
  }

  private func perform(_ stage: PlannedStage, at bench: Workbench) throws -> PipelineReport.Stage {
    let began = bench.surroundings.now()
    let result = try StageRun(stage: stage, bench: bench).run()
    bench.session.finishProgress()
    let took = bench.surroundings.now().milliseconds - began.milliseconds
    bench.session.remark(result)
    bench.session.messages.detail("took \(Figures.duration(milliseconds: took))")
    return PipelineReport.Stage(
      name: stage.name, kind: stage.kind.rawValue, tookMilliseconds: took, result: result)
  }

  /// Makes the store before it is held, when the pipeline says so.
  private func makeStore(in session: CommandSession) throws {
    let makesStore = plan.stages.contains { $0.kind == .initialize }
    guard makesStore, !FileManager.default.fileExists(atPath: session.storePath) else { return }
    try OutputFolder.make(for: session.storePath)
    _ = try RecipeStore.create(at: session.storePath, surroundings: session.surroundings)
  }
}
