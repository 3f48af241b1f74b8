public import PipelineCore

/// A template of the paths under which a site shows recipes, such as `/recipes/{recipe}`.
///
/// Every segment is a text, `*` for any one segment, or `{recipe}`, once, for the recipe's id.
public struct RecipePath: Sendable, Hashable, CustomStringConvertible {
  private enum Segment: Hashable {
    case text([UInt8])
    case any
    case recipe
  }

  /// The template as it was written.
  public let description: String
  private let segments: [Segment]

  /// What holds unless somebody says otherwise.
  public static let standard = RecipePath(
    description: "/recipes/{recipe}", segments: [.text(Array("recipes".utf8)), .recipe])

  private init(description: String, segments: [Segment]) {
    self.description = description
    self.segments = segments
  }

  /// Reads a template.
  ///
  /// Texts may have percent escapes, and mean the same without; a slash at the end means nothing.
  public init(_ template: String) throws(RecipePathFault) {
    guard template.hasPrefix("/") else { throw RecipePathFault(template, .noSlash) }
    var parts = template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    var segments: [Segment] = []
    for part in parts {
      switch part {
      case "": throw RecipePathFault(template, .emptySegment)
      case "*": segments.append(.any)
      case "{recipe}": segments.append(.recipe)
      default:
        guard !part.contains(where: { "{}*?#".contains($0) }) else {
          throw RecipePathFault(template, .unknownSegment(String(part)))
        }
        guard let text = PercentEscapes.decoded(Array(part.utf8)) else {
          throw RecipePathFault(template, .brokenEscape(String(part)))
        }
        segments.append(.text(text))
      }
    }
    switch segments.count(where: { $0 == .recipe }) {
    case 0: throw RecipePathFault(template, .noRecipe)
    case 1: self.init(description: template, segments: segments)
    default: throw RecipePathFault(template, .repeatedRecipe)
    }
  }

  /// The segment of a path that the recipe's id is in, its escapes kept; nil when the path is
  /// another one.
  ///
  /// The path has no query; a slash at its end means nothing.
  func recipe(in path: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    var end = path.endIndex
    if end > 1, path[end - 1] == UInt8(ascii: "/") { end -= 1 }
    var position = 0
    var recipe: UnsafeBufferPointer<UInt8>?
    for segment in segments {
      guard position < end, path[position] == UInt8(ascii: "/") else { return nil }
      let start = position + 1
      position = start
      while position < end, path[position] != UInt8(ascii: "/") { position += 1 }
      guard position > start else { return nil }
      let part = UnsafeBufferPointer(rebasing: path[start..<position])
      switch segment {
      case .any: break
      case .recipe: recipe = part
      case .text(let text): guard RecipePath.isEqual(part, text) else { return nil }
      }
    }
    return position == end ? recipe : nil
  }

  private static func isEqual(_ part: UnsafeBufferPointer<UInt8>, _ text: [UInt8]) -> Bool {
    if part.count == text.count, part.elementsEqual(text) { return true }
    return part.count > text.count && PercentEscapes.decoded(part).map { $0 == text } ?? false
  }
}

/// A text that is no template of paths.
public struct RecipePathFault: Fault, Equatable {
  /// What is wrong with it.
  public enum Reason: Sendable, Equatable {
    case noSlash
    case emptySegment
    case unknownSegment(String)
    case brokenEscape(String)
    case noRecipe
    case repeatedRecipe
  }

  public var template: String
  public var reason: Reason

  init(_ template: String, _ reason: Reason) {
    self.template = template
    self.reason = reason
  }

  public var what: String {
    let problem =
      switch reason {
      case .noSlash: "it does not start with a slash"
      case .emptySegment: "a segment of it is empty"
      case .unknownSegment(let text): "`\(text)` is neither a text, `*` nor `{recipe}`"
      case .brokenEscape(let text): "`\(text)` has a percent sign that begins no escape"
      case .noRecipe: "it has no `{recipe}`"
      case .repeatedRecipe: "it has `{recipe}` more than once"
      }
    return "`\(template)` is no path of recipes: \(problem)"
  }

  public var hint: String? {
    "write a path such as `/recipes/{recipe}` or `/c/*/recipes/{recipe}`"
  }
}
