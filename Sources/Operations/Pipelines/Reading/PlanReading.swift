import PipelineCore

/// Reads the root of a pipeline file into a plan.
struct PlanReading {
  /// The keys at the top level of the file.
  static let keys = [
    SettingKey("pipeline", .text, isRequired: true, "what the pipeline is called in lists of runs"),
    SettingKey("description", .text, "what it is for"),
    SettingKey("store", .path, "the store's file; what the command line says unless given"),
    SettingKey(
      "schedule", .schedule, "when it runs by itself; only when it is asked to unless given"),
    SettingKey(
      "onSuccess", .hooks, "what is run when a run has succeeded; also written `on_success`"),
    SettingKey("onFailure", .hooks, "what is run when a run has failed; also written `on_failure`"),
    SettingKey(
      "stages", .stages, isRequired: true, "the stages; each runs after those that it needs"),
  ]

  let scope: ReadingScope

  /// The plan; nil, or not to be trusted, when problems were reported.
  func read(_ root: PipelineNode, problems: inout ProblemList) -> PipelinePlan? {
    let root = withUsualNames(root, problems: &problems)
    guard
      var mapping = SettingsMapping(
        root, keys: Self.keys, of: "the file", scope: scope, problems: &problems)
    else { return nil }
    let name = mapping.text("pipeline")
    let summary = mapping.text("description")
    let store = mapping.path("store")
    let schedule = ScheduleSettings.read("schedule", of: &mapping)
    let onSuccess = HookSettings.read("onSuccess", of: &mapping)
    let onFailure = HookSettings.read("onFailure", of: &mapping)
    problems = mapping.problems
    guard let list = mapping.value("stages") else { return nil }
    let stages = readStages(list, problems: &problems)
    guard let name, let stages else { return nil }
    var plan = PipelinePlan(
      name: name, summary: summary, store: store, schedule: schedule, stages: stages)
    plan.onSuccess = onSuccess
    plan.onFailure = onFailure
    return plan
  }

  /// The root with keys that have two spellings in the one that is declared.
  private func withUsualNames(
    _ root: PipelineNode, problems: inout ProblemList
  ) -> PipelineNode {
    guard case .mapping(var entries) = root.content else { return root }
    for (other, usual) in [("on_success", "onSuccess"), ("on_failure", "onFailure")] {
      guard let index = entries.firstIndex(where: { $0.key == other }) else { continue }
      if entries.contains(where: { $0.key == usual }) {
        problems.append(.file(.repeatedKeys([usual, other])), at: entries[index].keyLocation)
      }
      entries[index].key = usual
    }
    return PipelineNode(content: .mapping(entries), location: root.location)
  }

  private func readStages(
    _ node: PipelineNode, problems: inout ProblemList
  ) -> [PlannedStage]? {
    switch node.content {
    case .list(let items) where !items.isEmpty:
      let reading = StageReading(scope: scope)
      guard items.count <= PipelineFile.stageLimit else {
        problems.append(.key(.tooManyStages(limit: PipelineFile.stageLimit)), at: node.location)
        return nil
      }
      let drafts = items.map { reading.read($0, problems: &problems) }
      let names = StageNaming.names(of: drafts, problems: &problems)
      return StageOrder(of: drafts, named: names).stages(problems: &problems)
    case .list, .nothing: problems.append(.key(.noStages), at: node.location)
    case .text, .mapping:
      let problem = ValueProblem.wrongType(
        of: "stages".quoted, expected: ValueKind.stages.description, found: node.kindInWords)
      problems.append(.value(problem), at: node.location)
    case .unreadable: break
    }
    return nil
  }
}
