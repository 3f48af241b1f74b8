import RecipeText

/// Reads the XML of Gourmet and Gourmand, in the form of today and in the one before 0.10.
///
/// The old form (`recipeDoc`) states the recipe's fields as attributes, and categories, cuisines
/// and sources by ids that elements before the recipes explain.
public enum GourmetReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "gourmet", summary: "Gourmet and Gourmand XML (.grmt)", reads: true, writes: false)
  public static let version = 1

  typealias Recipe = GourmetRecipe
  static let layout = XMLLayout(
    recordName: "recipe", contextNames: ["category", "cuisine", "source"], dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    switch outline.root {
    case "gourmetdoc": return Recognition(.certain, "the root element <gourmetDoc>")
    case "recipedoc": return Recognition(.certain, "the root element <recipeDoc>")
    case "recipe":
      let isTypical = outline.names.contains("ingredient-list") || outline.names.contains("inglist")
      return isTypical ? Recognition(.likely, "the elements of Gourmet below <recipe>") : nil
    default: return nil
    }
  }
}

/// What the ids of the old form stand for.
struct GourmetTerms: XMLTerms {
  private var texts: [String: String] = [:]

  /// How many terms are remembered; no list of categories comes near it.
  private static let limit = 10_000

  mutating func add(_ context: XMLElement) {
    guard let id = context.attribute("id"), texts.count < GourmetTerms.limit else { return }
    texts["\(context.name) \(id)"] = context.text
  }

  /// The text behind an attribute of a recipe: that of the id, or the attribute itself.
  func text(of stated: String, in field: String) -> String {
    texts["\(field) \(stated)"] ?? stated.split(separator: "_").joined(separator: " ")
  }
}
