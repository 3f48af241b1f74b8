import PipelineCore

/// Gives every stage a name of its own.
///
/// A stage is called what its `name:` says, else by its kind, from the second unnamed stage of
/// the kind on with a number. A given name may be the stage's own kind, never another's, so
/// that `--only import` has one meaning.
enum StageNaming {
  /// Whether the text can name a stage: ASCII, a letter first, nothing a shell would split.
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    let isLetter: (UInt8) -> Bool = { (0x61...0x7A).contains($0 | 0x20) }
    guard let first = bytes.first, isLetter(first), bytes.count <= 64 else { return false }
    return bytes.allSatisfy {
      isLetter($0) || (0x30...0x39).contains($0) || "-_.".utf8.contains($0)
    }
  }

  /// The stages with names, in the order of the file; nil when one of them has no settings.
  static func name(
    _ drafts: [StageDraft], problems: inout ProblemList
  ) -> [StageOrder.Entry]? {
    var lines: [String: Int] = [:]
    for draft in drafts {
      guard let name = draft.name else { continue }
      if let kind = StageKind(rawValue: name.text), kind != draft.kind {
        problems.append(.value(.stageNameIsAKind(name.text)), at: name.location)
      } else if let line = lines[name.text] {
        problems.append(.value(.stageNameTaken(name.text, line: line)), at: name.location)
      } else {
        lines[name.text] = draft.location.line ?? 0
      }
    }
    var taken = Set(lines.keys)
    let stages = drafts.compactMap { draft -> StageOrder.Entry? in
      guard let settings = draft.settings else { return nil }
      let name = draft.name?.text ?? freeName(for: draft.kind, taken: taken)
      taken.insert(name)
      return StageOrder.Entry(
        stage: PlannedStage(name: name, settings: settings, location: draft.location),
        needs: draft.needs)
    }
    return stages.count == drafts.count ? stages : nil
  }

  private static func freeName(for kind: StageKind, taken: Set<String>) -> String {
    var name = kind.rawValue
    var number = 1
    while taken.contains(name) {
      number += 1
      name = "\(kind.rawValue)-\(number)"
    }
    return name
  }
}
