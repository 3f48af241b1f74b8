import PipelineCore
import RecipeModel

/// A mapping whose keys are declared: gives values by key and collects what is wrong with them.
///
/// Unknown keys and missing required ones are found when it is made, so that the reading of
/// values afterwards is silent about them. A key that is read must be declared; so what the
/// reference lists is what the reader knows.
struct SettingsMapping {
  /// Whose keys these are, in the words of a message.
  let owner: String
  let location: SourceLocation
  let scope: ReadingScope
  private(set) var problems: ProblemList
  private let keys: [SettingKey]
  private let entries: [PipelineEntry]

  /// Checks the keys of a node; nil, with the problem reported, when it is no mapping.
  init?(
    _ node: PipelineNode, keys: [SettingKey], of owner: String, scope: ReadingScope,
    problems: inout ProblemList
  ) {
    switch node.content {
    case .mapping(let entries): self.entries = entries
    case .nothing: entries = []
    case .unreadable: return nil
    case .text, .list:
      let expected = keys.isEmpty ? "no settings (`{}`)" : "a mapping of keys"
      problems.append(
        .value(.wrongType(of: owner, expected: expected, found: node.kindInWords)),
        at: node.location)
      return nil
    }
    self.keys = keys
    self.owner = owner
    self.scope = scope
    location = node.location
    self.problems = problems
    let names = keys.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      self.problems.append(
        .key(.unknown(entry.key, of: owner, keys: names)), at: entry.keyLocation)
    }
    for key in keys where key.isRequired { require(key.name) }
    problems = self.problems
  }

  /// The declared keys that are there, in the order of the file.
  var given: [String] {
    entries.map(\.key).filter { key in keys.contains { $0.name == key } }
  }

  func has(_ key: String) -> Bool { entry(key) != nil }

  /// Reports the key as missing unless it is there.
  mutating func require(_ key: String) {
    guard !has(key) else { return }
    let kind = declaration(of: key).kind
    problems.append(.key(.missing(key, of: owner, kind: kind)), at: location)
  }

  /// Whether exactly one of the keys is there; reports both too many and none.
  mutating func requireExactlyOne(of names: [String]) -> Bool {
    let given = names.filter(has)
    if given.isEmpty {
      problems.append(.key(.missingOneOf(names, of: owner)), at: location)
    } else if given.count > 1 {
      problems.append(.key(.exclusive(names, of: owner)), at: place(of: given[1]))
    }
    return given.count == 1
  }

  /// Whether none of the keys is there beside another one; reports the first that is.
  mutating func refuse(_ names: [String], besides other: String) -> Bool {
    guard let given = names.first(where: has) else { return true }
    problems.append(.key(.exclusive([other, given], of: owner)), at: place(of: given))
    return false
  }

  /// Whether at most one of the keys is there; reports too many.
  mutating func allowOne(of names: [String]) -> Bool {
    let given = names.filter(has)
    guard given.count > 1 else { return true }
    problems.append(.key(.exclusive(names, of: owner)), at: place(of: given[1]))
    return false
  }

  /// Reports a problem with the value of a key.
  mutating func report(_ problem: ValueProblem, at key: String) {
    problems.append(.value(problem), at: value(key)?.location ?? location)
  }

  /// Reports a problem with a value.
  mutating func report(_ problem: ValueProblem, at node: PipelineNode) {
    problems.append(.value(problem), at: node.location)
  }

  /// Reads the mapping that a key holds, whose own keys are declared; nil when there is none, or
  /// when it is none, which is reported.
  mutating func read<Result>(
    _ key: String, keys: [SettingKey], _ body: (inout SettingsMapping) -> Result?
  ) -> Result? {
    value(key).flatMap { read($0, of: key, keys: keys, body) }
  }

  /// The same of a mapping inside of what a key holds.
  mutating func read<Result>(
    _ node: PipelineNode, of key: String, keys: [SettingKey],
    _ body: (inout SettingsMapping) -> Result?
  ) -> Result? {
    guard
      var inner = SettingsMapping(
        node, keys: keys, of: key.quoted, scope: scope, problems: &problems)
    else { return nil }
    defer { problems = inner.problems }
    return body(&inner)
  }

  /// The entries of the mapping that a key holds, whose own keys are the file's to choose; none when
  /// there is none, or when it is none, which is reported.
  mutating func entries(_ key: String) -> [PipelineEntry] {
    guard let node = value(key) else { return [] }
    switch node.content {
    case .mapping(let entries): return entries
    case .nothing, .unreadable: return []
    case .text, .list:
      let expected = declaration(of: key).kind.description
      report(.wrongType(of: key.quoted, expected: expected, found: node.kindInWords), at: node)
      return []
    }
  }

  /// The value of a key; nil when the key is not there.
  func value(_ key: String) -> PipelineNode? { entry(key)?.value }

  func declaration(of key: String) -> SettingKey {
    guard let declared = keys.first(where: { $0.name == key }) else {
      preconditionFailure("\(owner) reads the key \(key), which it does not declare")
    }
    return declared
  }

  private func place(of key: String) -> SourceLocation { entry(key)?.keyLocation ?? location }

  private func entry(_ key: String) -> PipelineEntry? {
    let declared = declaration(of: key)
    return entries.first { $0.key == declared.name }
  }
}
