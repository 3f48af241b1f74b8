import PipelineCore
import Yams

/// Reads YAML into nodes with places; the only part that knows the YAML library.
///
/// Aliases are followed within limits: the library compares the keys of a mapping by their
/// whole content, so what aliases can grow into has to be bounded before it begins.
struct YAMLReading {
  static let aliasLimit = 20
  static let valueLimit = 100_000
  static let depthLimit = 32

  let scope: ReadingScope

  /// The root of the file; nil when it could not be read at all.
  func read(_ bytes: [UInt8], problems: inout ProblemList) -> PipelineNode? {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      problems.append(.file(.notUTF8), at: firstInvalidPlace(in: bytes))
      return nil
    }
    if let place = placeOfExcessAlias(in: bytes) {
      problems.append(.file(.tooManyAliases(limit: Self.aliasLimit)), at: place)
      return nil
    }
    let places = TextPlaces(text, fileName: scope.fileName)
    do {
      guard let root = try compose(yaml: text, .basic, .default, .utf8) else {
        problems.append(.file(.empty), at: scope.file)
        return nil
      }
      var conversion = NodeConversion(scope: scope, places: places)
      return conversion.convert(root, depth: 0, problems: &problems)
    } catch {
      report(error, text: text, places: places, problems: &problems)
      return nil
    }
  }

  private func report(
    _ error: any Error, text: String, places: TextPlaces, problems: inout ProblemList
  ) {
    switch error as? YamlError {
    case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
      problems.append(
        .file(.nestedTooDeep(limit: Self.depthLimit)), at: places.location(of: mark))
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let doing = context.map { "\($0.text) begun on line \($0.mark.line), " } ?? ""
      // Braces end a plain text inside braces, which is where variables are often written.
      let isVariable = doing.contains("flow") && hasVariable(text, line: context?.mark.line)
      let advice = isVariable ? "; quote what holds `${…}` inside `{ }` or `[ ]`" : ""
      problems.append(
        .file(.malformed(detail: doing + problem + advice)), at: places.location(of: mark))
    case .reader(let problem, let offset, _, _):
      let place = offset.flatMap {
        text.index(text.startIndex, offsetBy: $0, limitedBy: text.endIndex)
      }
      .map { text.utf8.distance(from: text.startIndex, to: $0) }
      .map { TextPlaces.location(ofByte: $0, in: Array(text.utf8), fileName: scope.fileName) }
      problems.append(.file(.malformed(detail: problem)), at: place ?? scope.file)
    case .duplicatedKeysInMapping(let keys, let context):
      problems.append(.file(.repeatedKeys(keys.sorted())), at: places.location(of: context.mark))
    default:
      problems.append(.file(.malformed(detail: "it cannot be read")), at: scope.file)
    }
  }

  private func hasVariable(_ text: String, line: Int?) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line, lines.indices.contains(line - 1) else { return false }
    return lines[line - 1].contains("${")
  }

  /// Where an alias stands that is one too many; counts also what only looks like one in text.
  private func placeOfExcessAlias(in bytes: [UInt8]) -> SourceLocation? {
    let openers = Set(" \t\r\n[{,:?-".utf8)
    let enders = Set(" \t\r\n*".utf8)
    var count = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "*") {
      guard offset == 0 || openers.contains(bytes[offset - 1]), offset + 1 < bytes.count,
        !enders.contains(bytes[offset + 1])
      else { continue }
      count += 1
      if count > Self.aliasLimit {
        return TextPlaces.location(ofByte: offset, in: bytes, fileName: scope.fileName)
      }
    }
    return nil
  }

  private func firstInvalidPlace(in bytes: [UInt8]) -> SourceLocation {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var validBytes = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      validBytes += UTF8.width(scalar)
    }
    return TextPlaces.location(ofByte: validBytes, in: bytes, fileName: scope.fileName)
  }
}
