import JSONText

/// Finds the recipes in a linked-data document.
struct RecipeNodes {
  /// A recipe node and its JSON pointer inside the document.
  var found: [(node: JSONElement, pointer: String)] = []
  /// Nodes that hold what only recipes hold and are not said to be one, with their pointers.
  var untyped: [(node: JSONElement, pointer: String)] = []
  /// What is told of such a node.
  static let untypedDetail = "a node has what a recipe has, and not the type Recipe"
  /// Whether any node with a type was seen.
  var sawTypedNode = false

  /// Searches a document from its root; a recipe inside a recipe belongs to the outer one.
  init(_ root: JSONElement) {
    search(root, pointer: "")
  }

  private mutating func search(_ value: JSONElement, pointer: String) {
    switch value.kind {
    case .array:
      for (index, element) in value.elements.enumerated()
      where element.kind == .object || element.kind == .array {
        search(element, pointer: "\(pointer)/\(index)")
      }
    case .object:
      if let type = value.member("@type") {
        sawTypedNode = true
        if RecipeNodes.saysRecipe(type) {
          // A bare mention (`{"@type": "Recipe", "@id": …}`) is a reference, no recipe.
          if !RecipeNodes.isReference(value) { found.append((value, pointer)) }
          return
        }
      }
      if RecipeNodes.looksLikeRecipe(value) { untyped.append((value, pointer)) }
      for (key, member) in value.members where member.kind == .object || member.kind == .array {
        search(member, pointer: "\(pointer)/\(RecipeNodes.escaped(key.text))")
      }
    default: break
    }
  }

  /// Whether a `@type` is or holds `Recipe`, with or without the vocabulary before it.
  private static func saysRecipe(_ type: JSONElement) -> Bool {
    if let text = type.string {
      if "Recipe" ~= text { return true }
      let isQualified = text.bytes.suffix(7).elementsEqual("/Recipe".utf8)
      return isQualified || "schema:Recipe" ~= text
    }
    return type.elements.contains { saysRecipe($0) }
  }

  /// Whether a node has a property that only recipes have, or those of one before they were named
  /// so: a list of ingredients and instructions under a name.
  private static func looksLikeRecipe(_ node: JSONElement) -> Bool {
    var (hasName, hasIngredients, hasInstructions) = (false, false, false)
    for (name, _) in node.members {
      switch name {
      case "recipeIngredient", "recipeInstructions": return true
      case "name": hasName = true
      case "ingredients": hasIngredients = true
      case "instructions": hasInstructions = true
      default: break
      }
    }
    return hasName && hasIngredients && hasInstructions
  }

  private static func isReference(_ node: JSONElement) -> Bool {
    node.member("@id") != nil
      && !node.members.contains { key, _ in key.bytes.first != UInt8(ascii: "@") }
  }

  /// Escapes a member name for a JSON pointer (RFC 6901).
  static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return name
    }
    return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }
}
