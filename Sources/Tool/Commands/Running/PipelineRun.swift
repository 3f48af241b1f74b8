import Console
import Foundation
import PipelineCore
import Pipelines
import RecipeCoding
import RecipeModel
import Store

/// One run of a pipeline: its stages in order, each a run of its own below it.
struct PipelineRun {
  let source: PipelineSource
  /// How long another run that holds the store is waited for.
  let patience: Patience
  /// Whether inputs are read again that a stage found by a pattern and has done.
  var again = false

  /// Runs stages of the file; a run in which one fails has failed.
  func run(_ plan: PipelinePlan, in session: CommandSession) throws -> PipelineReport {
    if plan.makesStore { try session.makeStore(at: session.storePath) }
    let end = try session.atWorkbench(for: purpose, waiting: patience) { bench in
      let id = session.surroundings.freshID()
      let inputs = findInputs(of: plan, at: bench)
      let run = try bench.store.write { (transaction) throws(StoreFault) in
        let run = try transaction.beginRun(
          RunRequest(
            kind: .pipeline, fingerprint: Digest.sha256(Array(id.utf8)),
            label: "\(plan.name) (\(source.file))"),
          id: id, at: session.surroundings.now())
        try transaction.keep(source.stored(running: plan), of: run.key)
        for (index, stage) in plan.stages.enumerated() {
          guard let inputs = inputs[stage.name] else { continue }
          try transaction.keep(inputs, of: plan.reader(of: stage), at: index + 1, of: run.key)
        }
        return run
      }
      return try perform(plan, as: run, reading: inputs, at: bench)
    }
    return try conclude(end, in: session)
  }

  /// What patterns find for the stages, by their names, before anything is done: what comes while the
  /// stages run is for the next run.
  private func findInputs(of plan: PipelinePlan, at bench: Workbench) -> [String: StageInputs] {
    var inputs: [String: StageInputs] = [:]
    for stage in plan.stages {
      // What cannot be looked into is told by the stage, which looks again.
      inputs[stage.name] = try? StageInputs(
        of: stage, as: plan.reader(of: stage), again: again, at: bench)
    }
    return inputs
  }

  /// Goes on with the newest run of the pipeline, if it did not succeed.
  func resume(in session: CommandSession) throws -> PipelineOutcome {
    guard FileManager.default.fileExists(atPath: session.storePath) else {
      return .nothingToResume(NothingToResume(pipeline: source.plan.name))
    }
    let resumed = try session.atWorkbench(for: purpose, waiting: patience) { bench -> Resumed in
      switch try bench.store.read({ try Resumption(of: source, in: $0) }) {
      case .nothing(let why): return .nothing(why)
      case .run(let run, let plan, _):
        let resumed = try bench.store.write { (transaction) throws(StoreFault) in
          try transaction.resume(run.key, at: session.surroundings.now())
        }
        session.messages.note(
          "going on with run \(resumed.id.text) of \(resumed.referenceAt), "
            + "attempt \(resumed.attempts)")
        return .ended(try perform(plan, as: resumed, at: bench))
      }
    }
    switch resumed {
    case .nothing(let why): return .nothingToResume(why)
    case .ended(let end): return .ran(try conclude(end, in: session))
    }
  }

  private enum Resumed {
    case nothing(NothingToResume)
    case ended(PipelineEnd)
  }

  /// The stages that `resume` would run.
  func planOfResuming(in session: CommandSession) throws -> PipelineOutcome {
    guard FileManager.default.fileExists(atPath: session.storePath) else {
      return .nothingToResume(NothingToResume(pipeline: source.plan.name))
    }
    switch try session.openStore().read({ try Resumption(of: source, in: $0) }) {
    case .nothing(let why): return .nothingToResume(why)
    case .run(let run, let plan, let left):
      session.messages.note(
        "run \(run.id.text) of \(run.referenceAt) would go on, attempt \(run.attempts + 1)")
      return .planned(plan.selecting(named: left))
    }
  }

  private var purpose: String { "run \(source.file)" }

  /// Runs those of the stages that have not succeeded yet, and ends the run.
  private func perform(
    _ plan: PipelinePlan, as run: StoredRun, reading inputs: [String: StageInputs] = [:],
    at bench: Workbench
  ) throws -> PipelineEnd {
    var sequence = StageSequence(plan: plan, run: run, inputs: inputs, again: again, bench: bench)
    do {
      try bench.keepJob(of: run)
      let end = try sequence.perform()
      if let fault = end.fault { abandon(run, because: fault, at: bench) }
      return end
    } catch {
      // On a full disk nothing can be kept of what failed first, and that is what is to be mended.
      let cause = error is Interrupted ? error : sequence.firstFault ?? error
      abandon(run, because: cause, at: bench)
      // Whoever interrupts a run knows, and does not want to wait.
      if cause is Interrupted { throw cause }
      return PipelineEnd(report: sequence.reportAsFarAsKept(), fault: cause)
    }
  }

  /// Ends a run that failed; that it cannot be kept must not hide why, nor keep hooks from running.
  private func abandon(_ run: StoredRun, because error: any Error, at bench: Workbench) {
    do {
      try bench.store.abandon(run.key, because: error, at: bench.surroundings.now())
    } catch {
      let why = (error as? any Fault)?.what ?? "\(type(of: error))"
      bench.session.messages.warning("how the run ended is not kept: \(why)")
    }
  }

  /// Runs what is to be run when a run has ended, and says how that ended.
  private func conclude(_ end: PipelineEnd, in session: CommandSession) throws -> PipelineReport {
    var report = end.report
    let isSuccess = end.fault == nil && report.isSuccess
    let exitCode = end.fault.map { ($0 as? any Fault)?.exitCode ?? .failed } ?? report.exitCode
    let work = HookWork(
      event: isSuccess ? .success : .failure,
      hooks: isSuccess ? source.plan.onSuccess : source.plan.onFailure,
      variables: [
        "LEVAIN_PIPELINE": report.pipeline, "LEVAIN_RUN": report.run.text,
        "LEVAIN_STATE": isSuccess ? "succeeded" : "failed",
        "LEVAIN_EXIT_CODE": String(exitCode.rawValue), "LEVAIN_STORE": report.store,
      ], report: report.json)
    report.hooks = work.run(in: session)
    if !report.hooks.isEmpty { keepHooks(of: report, in: session) }
    if let fault = end.fault { throw fault }
    return report
  }

  /// Keeps with a run what became of its hooks; that it cannot be kept changes nothing of the run.
  private func keepHooks(of report: PipelineReport, in session: CommandSession) {
    do {
      let lock = try session.lock(
        for: purpose, .limited(milliseconds: 10_000), shouldStop: { false })
      try withExtendedLifetime(lock) {
        let store = try session.openStore()
        try store.write { (transaction) throws(StoreFault) in
          guard let run = try transaction.run(named: report.run.text) else { return }
          try transaction.keepResult(report.kept, of: run.key)
        }
      }
    } catch {
      let why = (error as? any Fault)?.what ?? "\(type(of: error))"
      session.messages.warning("what became of the hooks is not kept: \(why)")
    }
  }
}

extension PipelinePlan {
  /// Whether the pipeline makes its store where there is none.
  var makesStore: Bool { stages.contains { $0.kind == .initialize } }
}

extension CommandSession {
  /// Makes the store of a pipeline before it is held, unless it is there.
  func makeStore(at path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    try OutputFolder.make(for: path)
    _ = try RecipeStore.create(at: path, surroundings: surroundings)
  }
}

/// How a run of a pipeline ended.
struct PipelineEnd {
  var report: PipelineReport
  /// What it failed with; nil where no stage threw anything.
  var fault: (any Error)?
}
