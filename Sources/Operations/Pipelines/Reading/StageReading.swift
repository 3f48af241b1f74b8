import JSONText
import PipelineCore
import Schedule

/// Reads one entry of `stages`: the stage with its settings, and what is said beside it.
struct StageReading {
  /// The keys that stand beside the stage in its entry.
  static let keys = [
    SettingKey(
      "name", .text, "what `--only` and reports call it; the stage's own word unless given"),
    SettingKey(
      "needs", .texts,
      "the names of the stages that must have succeeded before; the one before it in the file unless "
        + "given, `[]` for none"),
    SettingKey(
      "retry", .retry,
      "how often it is begun at most where it fails for a reason that may pass, such as a repository "
        + "in use; once unless given"),
  ]

  let scope: ReadingScope

  /// The entry, as far as it can be read; what cannot is reported.
  func read(_ node: PipelineNode, problems: inout ProblemList) -> StageDraft {
    switch node.content {
    case .text(let word):
      // A stage that needs no settings may stand alone: `- lineage`.
      let nothing = PipelineNode(content: .nothing, location: node.location)
      let entry = PipelineEntry(key: word, keyLocation: node.location, value: nothing)
      return read([entry], at: node.location, problems: &problems)
    case .mapping(let entries): return read(entries, at: node.location, problems: &problems)
    case .nothing: problems.append(.key(.noStageInEntry), at: node.location)
    case .list:
      let problem = ValueProblem.wrongType(
        of: "an entry of `stages`", expected: "one stage", found: node.kindInWords)
      problems.append(.value(problem), at: node.location)
    case .unreadable: break
    }
    return StageDraft(location: node.location)
  }

  private func read(
    _ entries: [PipelineEntry], at location: SourceLocation, problems: inout ProblemList
  ) -> StageDraft {
    let besides = Self.keys.map(\.name)
    let stages = entries.filter { !besides.contains($0.key) }
    let known = stages.filter { StageKind(rawValue: $0.key) != nil }
    for stage in stages where StageKind(rawValue: stage.key) == nil {
      report(stage, besideStage: !known.isEmpty, problems: &problems)
    }
    if stages.isEmpty { problems.append(.key(.noStageInEntry), at: location) }
    if known.count > 1 {
      problems.append(
        .key(.severalStagesInEntry(known.map(\.key))), at: known[1].keyLocation)
    }
    let settings = known.compactMap { entry in
      // What is missing is said at the stage's word: its settings may begin lines below.
      let node = PipelineNode(content: entry.value.content, location: entry.keyLocation)
      return StageKind(rawValue: entry.key).flatMap {
        StageSettings.read($0, from: node, scope: scope, problems: &problems)
      }
    }
    let besidesStage = readBesides(entries, at: location, problems: &problems)
    return StageDraft(
      kind: known.first.flatMap { StageKind(rawValue: $0.key) },
      location: known.first?.keyLocation ?? location, settings: settings.first,
      name: besidesStage?.name, needs: besidesStage?.needs, retries: besidesStage?.retries,
      statement: statement(of: entries),
      treatment: statement(of: known.prefix(1).map(\.withoutInputs)))
  }

  private func statement(of entries: [PipelineEntry]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { entries.write(to: &$0) }
    return writer.bytes
  }

  /// A word that is no stage: beside a stage a wrong key of the entry, alone a wrong stage.
  private func report(
    _ entry: PipelineEntry, besideStage: Bool, problems: inout ProblemList
  ) {
    let problem: KeyProblem =
      besideStage
      ? .unknown(
        entry.key, of: "an entry of `stages`",
        keys: Self.keys.map(\.name)) : .unknownStage(entry.key)
    problems.append(.key(problem), at: entry.keyLocation)
  }

  /// Reads the keys that stand beside the stage.
  private func readBesides(
    _ entries: [PipelineEntry], at location: SourceLocation, problems: inout ProblemList
  ) -> (name: GivenName?, needs: [GivenName]?, retries: RetryPolicy?)? {
    let named = entries.filter { entry in Self.keys.contains { $0.name == entry.key } }
    let node = PipelineNode(content: .mapping(named), location: location)
    guard
      var mapping = SettingsMapping(
        node, keys: Self.keys, of: "an entry of `stages`", scope: scope, problems: &problems)
    else { return nil }
    defer { problems = mapping.problems }
    return (
      name(in: &mapping), mapping.has("needs") ? mapping.names("needs") : nil,
      RetrySettings.read("retry", of: &mapping)
    )
  }

  private func name(in mapping: inout SettingsMapping) -> GivenName? {
    guard let text = mapping.text("name"), let place = mapping.value("name")?.location
    else { return nil }
    guard StageNaming.isValid(text) else {
      mapping.report(.notAStageName(text), at: "name")
      return nil
    }
    return GivenName(text: text, location: place)
  }
}

extension PipelineEntry {
  /// The stage with all of its settings but for what it reads.
  fileprivate var withoutInputs: PipelineEntry {
    guard case .mapping(let settings) = value.content else { return self }
    var entry = self
    entry.value.content = .mapping(settings.filter { $0.key != "from" })
    return entry
  }
}

/// An entry whose final name is not known yet, and of which some may not be readable.
struct StageDraft {
  /// What stage it is; nil when that could not be read.
  var kind: StageKind?
  var location: SourceLocation
  var settings: StageSettings?
  var name: GivenName?
  /// What `needs:` says; nil when it is not there.
  var needs: [GivenName]?
  var retries: RetryPolicy?
  /// Everything that it says, as JSON.
  var statement: [UInt8] = []
  /// What it says of the stage besides its inputs.
  var treatment: [UInt8] = []
}

/// A name of a stage where the file says it.
struct GivenName {
  var text: String
  var location: SourceLocation
}
