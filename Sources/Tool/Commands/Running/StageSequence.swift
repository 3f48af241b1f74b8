import Console
import PipelineCore
import Pipelines
import RecipeModel
import Schedule
import Store

/// The stages of a run of a pipeline, one after the other, and what became of them.
struct StageSequence {
  private let plan: PipelinePlan
  private let run: StoredRun
  /// What was found for stages when the run was begun, by their names, as far as that was just now.
  private let inputs: [String: StageInputs]
  private let again: Bool
  private let bench: Workbench
  /// The stages that are not run, because they need one that failed.
  private var leftOut: Set<String> = []
  private var failures: [StagesFailed.Failure] = []
  /// How many of the failures were told already.
  private var told = 0

  /// Takes the stages that the run was begun with.
  init(
    plan: PipelinePlan, run: StoredRun, inputs: [String: StageInputs], again: Bool,
    bench: Workbench
  ) {
    self.plan = plan
    self.run = run
    self.inputs = inputs
    self.again = again
    var stageBench = bench
    stageBench.parent = run.key
    stageBench.referenceAt = run.referenceAt
    self.bench = stageBench
  }

  /// Runs every stage that has not succeeded yet, but those that need one which fails.
  mutating func perform() throws -> PipelineEnd {
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
        try performRepeatedly(stage, at: index, before[index])
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

  /// Runs a stage as often as it fails for a reason that may pass and its settings allow.
  private mutating func performRepeatedly(
    _ stage: PlannedStage, at index: Int, _ before: StoredStage
  ) throws {
    var failures = 0
    while true {
      do {
        return try perform(stage, at: index, before)
      } catch let fault as any Fault where fault.isTransient && !(fault is Interrupted) {
        failures += 1
        guard let retries = stage.retries, let pause = retries.pause(afterFailure: failures) else {
          throw fault
        }
        bench.session.finishProgress()
        let place = fault.location.map { "\($0): " } ?? ""
        bench.session.messages.warning("\(stage.name): \(place)\(fault.what)")
        bench.session.messages.remark(
          "it may pass: attempt \(failures + 1) of \(retries.attempts) in "
            + Figures.duration(milliseconds: pause))
        try wait(milliseconds: pause)
      }
    }
  }

  /// Lets time pass, in parts so small that nobody who wants to stop it waits long.
  private func wait(milliseconds: Int64) throws {
    var left = milliseconds
    while left > 0 {
      if bench.observer.shouldStop() { throw Interrupted() }
      let part = min(left, 1000)
      bench.session.context.sleep(.milliseconds(part))
      left -= part
    }
  }

  /// Runs a stage, and keeps how it ended.
  private mutating func perform(
    _ stage: PlannedStage, at index: Int, _ before: StoredStage
  ) throws {
    let began = bench.surroundings.now()
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.beginStage(index + 1, of: run.key, at: began)
    }
    do {
      let inputs = try inputs(of: stage, before)
      if let inputs { bench.session.messages.note(inputs.inWords) }
      let noted = try inputs?.noted(at: bench)
      let result = try result(of: stage, reading: inputs)
      bench.session.finishProgress()
      let took = bench.surroundings.now().milliseconds - began.milliseconds
      bench.session.remark(result)
      bench.session.messages.detail("took \(Figures.duration(milliseconds: took))")
      // It was done, and what was found is no ground to build on: a backup that is damaged, say.
      let isGround = result.exitCode != .failed
      if !isGround { leftOut.formUnion(plan.stages(needing: stage.name)) }
      let end = StageEnd(
        isGround ? .succeeded : .failed, took: took, exitCode: result.exitCode,
        artefact: (result as? any Artefact)?.path, result: result.json)
      let reader = plan.reader(of: stage)
      try bench.store.write { (transaction) throws(StoreFault) in
        try transaction.end(index + 1, of: run.key, as: end)
        guard isGround else { return }
        for input in noted ?? [] { try transaction.remember(input, of: reader) }
        if let inputs { try transaction.forgetInputs(of: reader, where: inputs.isGone) }
      }
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

  /// What a stage reads of which patterns find some; nil of any other.
  private func inputs(of stage: PlannedStage, _ before: StoredStage) throws -> StageInputs? {
    if let inputs = inputs[stage.name] { return inputs }
    if let counts = before.inputs {
      let read = try bench.store.read { try $0.inputs(ofStage: before.position, of: run.key) }
      return StageInputs(read, known: counts.known)
    }
    let reader = plan.reader(of: stage)
    guard let inputs = try StageInputs(of: stage, as: reader, again: again, at: bench) else {
      return nil
    }
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.keep(inputs, of: reader, at: before.position, of: run.key)
    }
    return inputs
  }

  private func result(
    of stage: PlannedStage, reading inputs: StageInputs?
  ) throws -> any CommandResult {
    var stage = stage
    if let inputs {
      guard !inputs.read.isEmpty else { return NothingNew(known: inputs.known) }
      stage.settings = stage.settings.reading(inputs.read.map(\.path))
    }
    // Unless a backfill says which, the period is the day that the run refers to.
    stage.settings = stage.settings.writing(for: "\(run.referenceAt.day)")
    return try StageRun(stage: stage, bench: bench).run()
  }

  private func end(_ index: Int, as end: StageEnd) throws {
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.end(index + 1, of: run.key, as: end)
    }
  }

  /// Ends the run: as failed where a stage failed, be it that it could be done and found something.
  private func finish() throws -> PipelineEnd {
    let report = try report()
    let stages = report.stages
    let unsound = stages.filter { $0.state != .succeeded && $0.state != .leftOut }.map(\.name)
    try bench.store.write { (transaction) throws(StoreFault) in
      try transaction.keepResult(report.kept, of: run.key)
      guard failures.isEmpty else { return }
      try transaction.finishRun(
        run.key, report.isSuccess ? .succeeded : .failed, exitCode: report.exitCode,
        failure: unsound.isEmpty ? nil : "what \(unsound.joined(separator: ", ")) found is wrong",
        at: bench.surroundings.now())
    }
    return PipelineEnd(report: report, fault: fault(leavingOut: report.leftOut))
  }

  /// What the run did until now.
  func report() throws -> PipelineReport {
    PipelineReport(
      pipeline: plan.name, run: run.id, store: bench.session.storePath,
      stages: try bench.store.read { try $0.stages(of: run.key) })
  }

  /// The same where that can be read, which a store that failed may not allow.
  func reportAsFarAsKept() -> PipelineReport {
    (try? report())
      ?? PipelineReport(
        pipeline: plan.name, run: run.id, store: bench.session.storePath, stages: [])
  }

  /// What the first stage failed with that did.
  var firstFault: (any Fault)? { failures.first?.fault }

  /// What the run fails with; nil when no stage threw anything.
  private func fault(leavingOut leftOut: [String]) -> (any Fault)? {
    guard let last = failures.last else { return nil }
    if failures.count == 1, told == 0 {
      if !leftOut.isEmpty {
        bench.session.messages.note(
          "left out, since they need \(last.stage): \(leftOut.joined(separator: ", "))")
      }
      bench.session.messages.note(
        "once it is mended, the same with --resume does what is not done")
      return last.fault
    }
    if told < failures.count { bench.session.messages.fault(last.fault) }
    return StagesFailed(failures: failures, leftOut: leftOut)
  }
}
