import PipelineCore
import Yams

/// Turns the library's nodes into ours: places, variables, limits.
struct NodeConversion {
  let scope: ReadingScope
  let places: TextPlaces
  private var valueCount = 0

  init(scope: ReadingScope, places: TextPlaces) {
    self.scope = scope
    self.places = places
  }

  mutating func convert(_ node: Node, depth: Int, problems: inout ProblemList) -> PipelineNode {
    let location = places.location(of: node.mark)
    guard admits(node, depth: depth, at: location, problems: &problems) else {
      return PipelineNode(content: .unreadable, location: location)
    }
    let content: PipelineNode.Content
    switch node {
    case .scalar(let scalar): content = text(of: scalar, at: location, problems: &problems)
    case .sequence(let sequence):
      content = .list(sequence.map { convert($0, depth: depth + 1, problems: &problems) })
    case .mapping(let mapping):
      content = .mapping(
        mapping.compactMap { key, value in
          entry(key, value, depth: depth + 1, problems: &problems)
        })
    case .alias: preconditionFailure("the library follows aliases while it composes")
    }
    return PipelineNode(content: content, location: location)
  }

  /// Whether the limits allow one more value here, and it carries no tag.
  private mutating func admits(
    _ node: Node, depth: Int, at location: SourceLocation, problems: inout ProblemList
  ) -> Bool {
    valueCount += 1
    if valueCount > YAMLReading.valueLimit {
      // Said once: the whole rest is skipped.
      if valueCount == YAMLReading.valueLimit + 1 {
        problems.append(.file(.tooManyValues(limit: YAMLReading.valueLimit)), at: scope.file)
      }
      return false
    }
    if depth > YAMLReading.depthLimit {
      problems.append(.file(.nestedTooDeep(limit: YAMLReading.depthLimit)), at: location)
      return false
    }
    if let tag = foreignTag(of: node) {
      problems.append(.file(.tagged(tag: tag)), at: location)
      return false
    }
    return true
  }

  private func foreignTag(of node: Node) -> String? {
    let tag: Tag
    switch node {
    case .scalar(let scalar): tag = scalar.tag
    case .sequence(let sequence): tag = sequence.tag
    case .mapping(let mapping): tag = mapping.tag
    case .alias(let alias): tag = alias.tag
    }
    let own = [Tag.Name.implicit, .nonSpecific, .str, .seq, .map].map(\.rawValue)
    return own.contains(tag.description) ? nil : tag.description
  }

  private func text(
    of scalar: Node.Scalar, at location: SourceLocation, problems: inout ProblemList
  ) -> PipelineNode.Content {
    if scalar.style == .plain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) {
      return .nothing
    }
    switch Variables.fill(scalar.string, from: scope.environment) {
    case .success(let text): return .text(text)
    case .failure(let fault):
      problems.append(.variable(fault.problem), at: location)
      return .unreadable
    }
  }

  private mutating func entry(
    _ key: Node, _ value: Node, depth: Int, problems: inout ProblemList
  ) -> PipelineEntry? {
    let location = places.location(of: key.mark)
    var converted = convert(value, depth: depth, problems: &problems)
    // A value that was left out has no place of its own.
    if case .nothing = converted.content { converted.location = location }
    guard case .scalar(let scalar) = key else {
      problems.append(.file(.keyIsNotText), at: location)
      return nil
    }
    return PipelineEntry(key: scalar.string, keyLocation: location, value: converted)
  }
}
