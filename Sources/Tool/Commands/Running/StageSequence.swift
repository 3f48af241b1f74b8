import Console
import PipelineCore
import Pipelines
import RecipeModel
import Store

/// The stages of a run of a pipeline, one after the other, and what became of them.
struct StageSequence {
  private let plan: PipelinePlan
  private let run: StoredRun
  private let bench: Workbench
  /// The stages that are not run, because they need one that failed.
  private var leftOut: Set<String> = []
  private var failures: [StagesFailed.Failure] = []
  /// How many of the failures were told already.
  private var told = 0

  /// Takes the stages that the run was begun with.
  init(plan: PipelinePlan, run: StoredRun, bench: Workbench) {
    self.plan = plan
    self.run = run
    var stageBench = bench
    stageBench.parent = run.key
    stageBench.referenceAt = run.referenceAt
    self.bench = stageBench
  }

  /// Runs every stage that has not succeeded yet, but those that need one which fails.
  mutating func perform() throws -> PipelineReport {
    let before = try bench.store.read { try $0.stages(of: run.key) }
    for (index, stage) in plan.stages.enumerated() {
      let count = "[\(index + 1)/\(plan.stages.count)] \(stage.name)"
      if before[index].state == .succeeded {
        bench.session.messages.note("\(count): done before")
        continue
      }
      guard !leftOut.contains(stage.name) else {
        bench.session.messages.note("\(count): left out, since what it needs failed")
        try end(index, as: StageEnd(.leftOut))
        continue
      }
      if bench.observer.shouldStop() { throw Interrupted() }
      bench.session.messages.note(count)
      do {
        try perform(stage, at: index)
      } catch let fault as any Fault where !(fault is Interrupted) {
        leftOut.formUnion(plan.stages(needing: stage.name))
        // What does not need it goes on; the end of the run says no more than which ones failed.
        failures.append(.init(stage: stage.name, fault: fault))
        bench.session.finishProgress()
        guard hasMore(behind: index) else {
          for rest in plan.stages.indices.dropFirst(index + 1) {
            try end(rest, as: StageEnd(.leftOut))
          }
          break
        }
        bench.session.messages.fault(fault)
        told += 1
      }
    }
    return try finish()
  }

  private func hasMore(behind index: Int) -> Bool {
    plan.stages[(index + 1)...].contains { !leftOut.contains($0.name) }
  }

  /// Runs a stage, and keeps how it ended.
  private mutating func perform(_ stage: PlannedStage, at index: Int) throws {
    let began = bench.surroundings.now()
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.beginStage(index + 1, of: run.key, at: began)
    }
    do {
      let result = try StageRun(stage: stage, bench: bench).run()
      bench.session.finishProgress()
      let took = bench.surroundings.now().milliseconds - began.milliseconds
      bench.session.remark(result)
      bench.session.messages.detail("took \(Figures.duration(milliseconds: took))")
      // It was done, and what was found is no ground to build on: a backup that is damaged, say.
      let isGround = result.exitCode != .failed
      if !isGround { leftOut.formUnion(plan.stages(needing: stage.name)) }
      try end(
        index,
        as: StageEnd(
          isGround ? .succeeded : .failed, took: took, exitCode: result.exitCode,
          artefact: (result as? any Artefact)?.path, result: result.json))
    } catch {
      let fault = error as? any Fault
      let exitCode = fault?.exitCode ?? .failed
      let took = bench.surroundings.now().milliseconds - began.milliseconds
      // What keeps it from being kept must not hide what happened.
      try? end(
        index,
        as: StageEnd(
          exitCode == .interrupted ? .interrupted : .failed, took: took, exitCode: exitCode,
          failure: fault?.message ?? "\(type(of: error))"))
      throw error
    }
  }

  private func end(_ index: Int, as end: StageEnd) throws {
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.end(index + 1, of: run.key, as: end)
    }
  }

  /// Ends the run: as failed where a stage failed, be it that it could be done and found something.
  private func finish() throws -> PipelineReport {
    let stages = try bench.store.read { try $0.stages(of: run.key) }
    let report = PipelineReport(
      pipeline: plan.name, run: run.id, store: bench.session.storePath, stages: stages)
    let unsound = stages.filter { $0.state != .succeeded && $0.state != .leftOut }.map(\.name)
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.keepResult(report.kept, of: run.key)
      guard failures.isEmpty else { return }
      try transaction.finishRun(
        run.key, unsound.isEmpty ? .succeeded : .failed, exitCode: report.exitCode,
        failure: unsound.isEmpty ? nil : "what \(unsound.joined(separator: ", ")) found is wrong",
        at: bench.surroundings.now())
    }
    if let fault = fault(leavingOut: report.leftOut) { throw fault }
    return report
  }

  /// What the run fails with; nil when no stage threw anything.
  private func fault(leavingOut leftOut: [String]) -> (any Fault)? {
    guard let last = failures.last else { return nil }
    bench.session.messages.note("once it is mended, the same with --resume does what is not done")
    if failures.count == 1, told == 0 {
      if !leftOut.isEmpty {
        bench.session.messages.note(
          "left out, since they need \(last.stage): \(leftOut.joined(separator: ", "))")
      }
      return last.fault
    }
    if told < failures.count { bench.session.messages.fault(last.fault) }
    return StagesFailed(failures: failures, leftOut: leftOut)
  }
}
