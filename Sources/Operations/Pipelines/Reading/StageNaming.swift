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

  /// The names of the entries, in the order of the file; nil for one without a name of which the stage
  /// could not be read.
  static func names(of drafts: [StageDraft], problems: inout ProblemList) -> [String?] {
    var lines: [String: Int] = [:]
    for draft in drafts {
      guard let name = draft.name else { continue }
      if let kind = StageKind(rawValue: name.text), let own = draft.kind, kind != own {
        problems.append(.value(.stageNameIsAKind(name.text)), at: name.location)
      } else if let line = lines[name.text] {
        problems.append(.value(.stageNameTaken(name.text, line: line)), at: name.location)
      } else {
        lines[name.text] = draft.location.line ?? 0
      }
    }
    var taken = Set(lines.keys)
    return drafts.map { draft in
      guard let name = draft.name?.text ?? draft.kind.map({ freeName(for: $0, taken: taken) })
      else { return nil }
      taken.insert(name)
      return name
    }
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
