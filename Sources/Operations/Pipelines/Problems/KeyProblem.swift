/// What can be wrong with the keys of a mapping and the names of stages.
public enum KeyProblem: Sendable, Equatable, CustomStringConvertible {
  /// A key that its owner does not know; the keys that it knows.
  case unknown(String, of: String, keys: [String])
  case missing(String, of: String, kind: ValueKind)
  /// Keys of which only one may be given.
  case exclusive([String], of: String)
  /// Keys of which one must be given.
  case missingOneOf([String], of: String)
  case unknownStage(String)
  case noStageInEntry
  case severalStagesInEntry([String])
  case noStages
  case tooManyStages(limit: Int)
  /// A stage needs one that is not there; the names of those it may need.
  case unknownNeed(String, stages: [String])
  /// Stages of which each needs the next, and the last the first.
  case needsInCircle([String])

  public var description: String {
    switch self {
    case .unknown(let key, let owner, let keys):
      "unknown key \(key.quoted) in \(owner)"
        + NearestName.suggestion(for: key, among: keys, otherwise: "it takes")
    case .missing(let key, let owner, let kind): "\(owner) needs \(key.quoted): \(kind)"
    case .exclusive(let keys, let owner):
      "\(owner) takes only one of \(keys.quoted(last: "and"))"
    case .missingOneOf(let keys, let owner): "\(owner) needs \(keys.quoted(last: "or"))"
    case .unknownStage(let word):
      "unknown stage \(word.quoted)"
        + NearestName.suggestion(
          for: word, among: StageKind.allCases.map(\.rawValue), otherwise: "the stages are")
    case .noStageInEntry: "this entry names no stage, such as `lineage: {}`"
    case .severalStagesInEntry(let words):
      "an entry names one stage, not \(words.quoted(last: "and")); begin each with `- `"
    case .noStages: "`stages` needs at least one stage"
    case .tooManyStages(let limit): "a pipeline has at most \(limit) stages"
    case .unknownNeed(let word, let stages):
      "no stage is called \(word.quoted)"
        + NearestName.suggestion(for: word, among: stages, otherwise: "the other stages are")
    case .needsInCircle(let names) where names.count == 1:
      "the stage \(names[0].quoted) needs itself"
    case .needsInCircle(let names):
      "stages need each other in a circle: "
        + (names + names.prefix(1)).map(\.quoted).joined(separator: " needs ")
    }
  }
}
