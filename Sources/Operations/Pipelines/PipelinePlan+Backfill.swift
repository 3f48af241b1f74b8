public import PipelineCore
import RecipeModel

extension PipelinePlan {
  /// The stages of the plan that count or tell what was in a period, each once for each of some
  /// periods; what they need besides counts as done.
  ///
  /// What is touched is counted once, before everything else: that is the same for all periods. The
  /// stages are called after the periods, as in `report@2026-01`, and so is the plan, whose runs are
  /// not those of the pipeline.
  ///
  /// - Throws: A `BackfillFault` where there is no such stage, where two periods would write one file,
  ///   or where there are too many.
  public func backfilling(_ range: PeriodRange) throws(BackfillFault) -> PipelinePlan {
    let kinds: [StageKind] = [.rollup, .targets, .report, .site]
    let chosen = selecting(named: Set(stages.filter { kinds.contains($0.kind) }.map(\.name)))
    let rollups = Set(chosen.stages.filter { $0.kind == .rollup }.map(\.name))
    let repeated = chosen.stages.filter { !rollups.contains($0.name) }
    guard !repeated.isEmpty else { throw BackfillFault(.nothingToRepeat) }
    let most = (PipelineFile.stageLimit - rollups.count) / repeated.count
    let periods = range.periods(atMost: most + 1)
    guard periods.count <= most else { throw BackfillFault(.tooMany(stages: repeated.count)) }
    let alike = repeated.filter { $0.settings.writesOnePath }.map(\.name)
    guard periods.count == 1 || alike.isEmpty else { throw BackfillFault(.onePath(alike)) }
    var plan = self
    plan.name = "\(name) \(range)"
    plan.stages = chosen.stages.filter { rollups.contains($0.name) }.map { rollup in
      var rollup = rollup
      rollup.needs = rollup.needs.filter(rollups.contains)
      return rollup
    }
    for period in periods {
      plan.stages += repeated.map { stage in
        var stage = stage
        stage.name += "@\(period)"
        stage.needs = stage.needs.map { rollups.contains($0) ? $0 : "\($0)@\(period)" }
        stage.settings = stage.settings.during(period)
        return stage
      }
    }
    return plan
  }
}

/// A pipeline cannot be run for several periods.
public struct BackfillFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case nothingToRepeat
    /// Each period would replace what these stages wrote for the one before.
    case onePath([String])
    /// Of so many stages for each period.
    case tooMany(stages: Int)
    /// The range ends after today.
    case future(PeriodRange)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .nothingToRepeat: "no stage of the pipeline is about a period: targets, report or site"
    case .onePath(let names):
      "every period would be written over the one before by \(names.quoted(last: "and"))"
    case .tooMany(let stages):
      "\(stages) stages for each period are more than \(PipelineFile.stageLimit) in all"
    case .future(let range): "\(range) reaches into the future"
    }
  }

  public var hint: String? {
    switch cause {
    case .onePath: "write `{period}` into `to`, as in `to: reports/{period}.html`"
    case .nothingToRepeat, .tooMany, .future: nil
    }
  }

  public var exitCode: ExitCode { .usage }
}
