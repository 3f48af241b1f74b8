import PipelineCore

/// What can be wrong with the text of a pipeline file as YAML.
public enum FileProblem: Sendable, Equatable, CustomStringConvertible {
  case tooLarge(limitBytes: Int)
  case notUTF8
  case empty
  case malformed(detail: String)
  case tooManyAliases(limit: Int)
  case tooManyValues(limit: Int)
  case nestedTooDeep(limit: Int)
  case tooManyProblems(limit: Int)
  case tagged(tag: String)
  case keyIsNotText
  /// The keys that one mapping has more than once; never empty.
  case repeatedKeys([String])

  public var description: String {
    switch self {
    case .tooLarge(let limit): "the file is larger than \(limit / 1024) KiB"
    case .notUTF8: "the text is not UTF-8 from here on"
    case .empty: "the file holds nothing"
    case .malformed(let detail): "is not YAML: \(detail)"
    case .tooManyAliases(let limit):
      "the file has more than \(limit) aliases (`*name`); write the values out"
    case .tooManyValues(let limit): "the file has more than \(limit) values, aliases followed"
    case .nestedTooDeep(let limit): "nested deeper than \(limit) levels"
    case .tooManyProblems(let limit): "only the first \(limit) problems found are shown"
    case .tagged(let tag): "tags such as \(tag.quoted) are not used in pipeline files"
    case .keyIsNotText: "a key is a word, not a list or a mapping"
    case .repeatedKeys(let keys) where keys.count == 1:
      "the key \(keys.quoted(last: "and")) is given more than once in this mapping"
    case .repeatedKeys(let keys):
      "the keys \(keys.quoted(last: "and")) are given more than once in this mapping"
    }
  }
}
