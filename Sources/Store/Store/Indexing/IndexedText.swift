public import JSONText
public import RecipeModel

/// The texts of a body that can be searched, one buffer for each column, used again and again.
///
/// Headings of groups are part of what they head. Lines are kept apart by line feeds, so that
/// the last word of one and the first of the next are two words.
public struct IndexedText: Sendable, Equatable {
  public private(set) var title: [UInt8] = []
  public private(set) var ingredients: [UInt8] = []
  public private(set) var steps: [UInt8] = []

  public init() {}

  /// Takes the texts of a body; the same as are read from its JSON.
  public init(_ body: RecipeBody) {
    title = Array(body.title.utf8)
    for group in body.ingredients {
      if let name = group.name { IndexedText.append(name, to: &ingredients) }
      for ingredient in group.ingredients { IndexedText.append(ingredient.text, to: &ingredients) }
    }
    for group in body.steps {
      if let name = group.name { IndexedText.append(name, to: &steps) }
      for step in group.steps { IndexedText.append(step, to: &steps) }
    }
  }

  /// Takes the texts out of the canonical JSON of a body; false when that is not JSON.
  public mutating func read(
    title: UnsafeBufferPointer<UInt8>, json: UnsafeBufferPointer<UInt8>, with parser: JSONParser
  ) -> Bool {
    self.title.removeAll(keepingCapacity: true)
    ingredients.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    self.title.append(contentsOf: title)
    let parsed = parser.parse(json) { body in
      for (key, value) in body.members {
        switch key {
        case "ingredients": IndexedText.append(groups: value, to: &ingredients)
        case "steps": IndexedText.append(groups: value, to: &steps)
        default: break
        }
      }
    }
    if case .failure = parsed { return false }
    return true
  }

  private static func append(groups: JSONElement, to text: inout [UInt8]) {
    for group in groups.elements {
      for (key, value) in group.members {
        switch key {
        case "name": append(value, to: &text)
        case "steps": for step in value.elements { append(step, to: &text) }
        case "ingredients":
          for ingredient in value.elements {
            if let line = ingredient.member("text") { append(line, to: &text) }
          }
        default: break
        }
      }
    }
  }

  private static func append(_ line: String, to text: inout [UInt8]) {
    if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
    text.append(contentsOf: line.utf8)
  }

  private static func append(_ line: JSONElement, to text: inout [UInt8]) {
    guard let line = line.string else { return }
    if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
    text.append(contentsOf: line.bytes)
  }
}
