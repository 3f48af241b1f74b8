import PipelineCore
import RecipeModel

/// Settings that a mapping with declared keys is read into.
protocol KeyedSettings {
  static var keys: [SettingKey] { get }

  /// Reads every declared key; nil when a value that it cannot do without is missing or wrong,
  /// which the mapping then has reported.
  init?(_ mapping: inout SettingsMapping)
}

extension KeyedSettings {
  static func read(
    from node: PipelineNode, of kind: StageKind, scope: ReadingScope,
    problems: inout ProblemList
  ) -> Self? {
    read(from: node, owner: kind.rawValue.quoted, scope: scope, problems: &problems)?.settings
  }

  /// Reads a list of them, which holds at least one; no two entries agree in a unique key.
  static func readList(
    from node: PipelineNode, of kind: StageKind, unique: [String], scope: ReadingScope,
    problems: inout ProblemList
  ) -> [Self]? {
    switch node.content {
    case .list(let items) where !items.isEmpty:
      let owner = "an entry of \(kind.rawValue.quoted)"
      let read = items.map {
        Self.read(from: $0, owner: owner, scope: scope, problems: &problems)
      }
      for key in unique {
        reportRepeats(of: key, in: read.compactMap { $0?.mapping }, problems: &problems)
      }
      let settings = read.compactMap { $0?.settings }
      return settings.count == items.count ? settings : nil
    case .list: problems.append(.value(.empty(key: kind.rawValue)), at: node.location)
    case .text, .nothing, .mapping:
      let problem = ValueProblem.wrongType(
        of: kind.rawValue.quoted, expected: "a list of entries", found: node.kindInWords)
      problems.append(.value(problem), at: node.location)
    case .unreadable: break
    }
    return nil
  }

  private static func read(
    from node: PipelineNode, owner: String, scope: ReadingScope, problems: inout ProblemList
  ) -> (settings: Self, mapping: SettingsMapping)? {
    guard
      var mapping = SettingsMapping(
        node, keys: keys, of: owner, scope: scope, problems: &problems)
    else { return nil }
    defer { problems = mapping.problems }
    return Self(&mapping).map { ($0, mapping) }
  }

  private static func reportRepeats(
    of key: String, in mappings: [SettingsMapping], problems: inout ProblemList
  ) {
    var lines: [FoldedName: Int] = [:]
    for mapping in mappings {
      guard let value = mapping.value(key), case .text(let text) = value.content else { continue }
      if let line = lines[FoldedName(text)] {
        problems.append(.value(.repeated(key: key, line: line)), at: value.location)
      } else {
        lines[FoldedName(text)] = value.location.line ?? 0
      }
    }
  }
}
