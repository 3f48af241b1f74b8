public import PipelineCore
public import Schedule

/// What a pipeline file asks for: stages with checked settings, in an order that they can run in.
public struct PipelinePlan: Sendable, Equatable {
  /// What the file calls itself, under which its runs are listed.
  public var name: String
  public var summary: String?
  /// The path of the store; nil leaves the choice to the command line and its default.
  public var store: String?
  /// When it runs by itself; nil for a pipeline that runs only when it is asked to.
  public var schedule: RunSchedule?
  /// What is run once a run has succeeded, in order.
  public var onSuccess: [Hook] = []
  /// What is run once a run has failed, in order.
  public var onFailure: [Hook] = []
  /// The stages in an order in which each comes after those that it needs, never none; each has a name
  /// of its own.
  public var stages: [PlannedStage]

  public init(
    name: String, summary: String? = nil, store: String? = nil, schedule: RunSchedule? = nil,
    stages: [PlannedStage]
  ) {
    self.name = name
    self.summary = summary
    self.store = store
    self.schedule = schedule
    self.stages = stages
  }

  /// The plan with only the stages asked for, in their order; what they need besides counts as done.
  ///
  /// A word is the name of a stage, or a kind, which asks for every stage of that kind. No
  /// words ask for everything.
  ///
  /// - Throws: every word that asks for nothing, with the nearest name.
  public func selecting(only words: [String]) throws(PipelineFault) -> PipelinePlan {
    guard !words.isEmpty else { return self }
    let known = stages.flatMap(\.selectors)
    let unknown = words.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      let names = stages.map(\.name)
      throw PipelineFault(
        unknown.map { PipelineProblem(.unknownSelection($0, stages: names), at: nil) })
    }
    return selecting { $0.selectors.contains(where: words.contains) }
  }

  private func selecting(where isChosen: (PlannedStage) -> Bool) -> PipelinePlan {
    var plan = self
    // What a stage needs that is left out stands for what that needs.
    var needs: [String: [String]] = [:]
    plan.stages = []
    for var stage in stages {
      let isChosen = isChosen(stage)
      let reached = Set(stage.needs.flatMap { needs[$0] ?? [] })
      stage.needs = plan.stages.map(\.name).filter(reached.contains)
      needs[stage.name] = isChosen ? [stage.name] : stage.needs
      if isChosen { plan.stages.append(stage) }
    }
    return plan
  }

  /// The plan from a stage on: that one and all after it in their order; what they need besides counts
  /// as done.
  ///
  /// - Throws: that no stage has the name, with the nearest one.
  public func selecting(from name: String) throws(PipelineFault) -> PipelinePlan {
    guard let first = stages.firstIndex(where: { $0.name == name || $0.nameInFile == name }) else {
      throw PipelineFault(
        PipelineProblem(.unknownSelection(name, stages: stages.map(\.name)), at: nil))
    }
    return selecting(named: Set(stages[first...].map(\.name)))
  }

  /// The plan with only the stages that have these names.
  public func selecting(named names: Set<String>) -> PipelinePlan {
    selecting { names.contains($0.name) }
  }

  /// The names of the stages that need a stage, be it through others.
  public func stages(needing name: String) -> Set<String> {
    var found: Set<String> = []
    for stage in stages where stage.needs.contains(where: { $0 == name || found.contains($0) }) {
      found.insert(stage.name)
    }
    return found
  }
}

/// One stage of a plan.
public struct PlannedStage: Sendable, Equatable {
  /// The name it is selected and reported by: what `name:` says, else its kind, numbered from
  /// the second stage of the kind on (`import`, `import-2`).
  public var name: String
  public var settings: StageSettings
  /// The names of the stages that must have succeeded before it, in the order of the file.
  public var needs: [String]
  /// How often it is begun where it fails for a reason that may pass; nil for once.
  public var retries: RetryPolicy?
  /// Where the file asks for it.
  public var location: SourceLocation
  /// What the file says of it, variables filled in, as JSON: equal bytes ask for the same.
  public var statement: [UInt8]
  /// The part of it that says what is done with each input, and not which there are.
  public var treatment: [UInt8]

  public init(
    name: String, settings: StageSettings, needs: [String] = [], retries: RetryPolicy? = nil,
    location: SourceLocation, statement: [UInt8] = [], treatment: [UInt8] = []
  ) {
    self.name = name
    self.settings = settings
    self.needs = needs
    self.retries = retries
    self.location = location
    self.statement = statement
    self.treatment = treatment
  }

  public var kind: StageKind { settings.kind }

  /// What the file calls it, whatever period it is repeated for.
  var nameInFile: String { String(name.prefix { $0 != "@" }) }

  /// The words that it is selected by.
  var selectors: [String] { [name, nameInFile, kind.rawValue] }
}
