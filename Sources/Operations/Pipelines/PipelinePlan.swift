public import PipelineCore

/// What a pipeline file asks for: stages with checked settings, in the order they run in.
public struct PipelinePlan: Sendable, Equatable {
  /// What the file calls itself, under which its runs are listed.
  public var name: String
  public var summary: String?
  /// The path of the store; nil leaves the choice to the command line and its default.
  public var store: String?
  /// The stages in the order of the file, never none; each has a name of its own.
  public var stages: [PlannedStage]

  public init(name: String, summary: String? = nil, store: String? = nil, stages: [PlannedStage]) {
    self.name = name
    self.summary = summary
    self.store = store
    self.stages = stages
  }

  /// The plan with only the stages asked for, in the order of the file.
  ///
  /// A word is the name of a stage, or a kind, which asks for every stage of that kind. No
  /// words ask for everything.
  ///
  /// - Throws: every word that asks for nothing, with the nearest name.
  public func selecting(only words: [String]) throws(PipelineFault) -> PipelinePlan {
    guard !words.isEmpty else { return self }
    let known = stages.flatMap { [$0.name, $0.kind.rawValue] }
    let unknown = words.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      let names = stages.map(\.name)
      throw PipelineFault(
        unknown.map { PipelineProblem(.unknownSelection($0, stages: names), at: nil) })
    }
    var plan = self
    plan.stages = stages.filter { words.contains($0.name) || words.contains($0.kind.rawValue) }
    return plan
  }
}

/// One stage of a plan.
public struct PlannedStage: Sendable, Equatable {
  /// The name it is selected and reported by: what `name:` says, else its kind, numbered from
  /// the second stage of the kind on (`import`, `import-2`).
  public var name: String
  public var settings: StageSettings
  /// Where the file asks for it.
  public var location: SourceLocation

  public init(name: String, settings: StageSettings, location: SourceLocation) {
    self.name = name
    self.settings = settings
    self.location = location
  }

  public var kind: StageKind { settings.kind }
}
