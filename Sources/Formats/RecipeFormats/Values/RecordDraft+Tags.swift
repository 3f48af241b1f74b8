import JSONText
import RecipeText

extension RecordDraft {
  /// Reads tags: a text with commas, or a list of names; false and null say nothing.
  ///
  /// The elements of a list are names as they are, but a list of one text may hold commas.
  mutating func readTags(_ value: JSONElement) -> Bool {
    switch value.kind {
    case .string:
      if let list = text(value) { tags.add(list: list) }
    case .array:
      let elements = Array(value.elements)
      if elements.count == 1, elements[0].kind == .string { return readTags(elements[0]) }
      for element in elements {
        if let tag = name(element) { tags.add(tag) }
      }
    case .object:
      guard let tag = name(value) else { return false }
      tags.add(tag)
    case .integer, .double:
      if let tag = line(value) { tags.add(tag) }
    case .bool, .null: break
    }
    return true
  }

  /// Reads diets: `https://schema.org/GlutenFreeDiet` becomes the tag `Gluten Free`.
  mutating func readDiets(_ value: JSONElement) -> Bool {
    if value.kind == .array {
      for element in value.elements { _ = readDiets(element) }
      return true
    }
    guard let stated = name(value) else { return false }
    for part in stated.split(separator: ",") {
      guard let word = part.split(separator: "/").last else { continue }
      tags.add(RecordDraft.dietName(String(word)))
    }
    return true
  }

  private static func dietName(_ word: String) -> String {
    guard word.hasSuffix("Diet"), word.count > 4, !word.contains(" ") else { return word }
    var name = ""
    for character in word.dropLast(4) {
      if character.isUppercase, !name.isEmpty { name.append(" ") }
      name.append(character)
    }
    return name
  }
}
