public import PipelineCore
import RecipeText

/// Reads the XML of Gourmet and Gourmand, in the form of today and in the one before 0.10.
///
/// The old form (`recipeDoc`) states the recipe's fields as attributes, and categories, cuisines
/// and sources by ids that elements before the recipes explain.
public enum GourmetReader: RecipeReader {
  public static let format = FormatDescription(
    name: "gourmet", summary: "Gourmet and Gourmand XML (.grmt)", reads: true, writes: false)
  public static let version = 1

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

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    XMLRecordCursor(source, at: location, limits: limits, mapping: GourmetMapping())
  }
}

private struct GourmetMapping: XMLRecordMapping {
  static let layout = XMLLayout(
    recordName: "recipe", contextNames: ["category", "cuisine", "source"], dialect: .loose)

  private var terms = GourmetTerms()

  func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = GourmetRecipe(terms: terms)
    return recipe.read(element, place)
  }

  mutating func remember(_ context: XMLElement) {
    terms.add(context)
  }
}

/// What the ids of the old form stand for.
struct GourmetTerms {
  private var texts: [String: String] = [:]

  /// How many terms are remembered; no list of categories comes near it.
  private static let limit = 10_000

  mutating func add(_ element: XMLElement) {
    guard let id = element.attribute("id"), texts.count < GourmetTerms.limit else { return }
    texts["\(element.name) \(id)"] = element.text
  }

  /// The text behind an attribute of a recipe: that of the id, or the attribute itself.
  func text(of stated: String, in field: String) -> String {
    texts["\(field) \(stated)"] ?? stated.split(separator: "_").joined(separator: " ")
  }
}
