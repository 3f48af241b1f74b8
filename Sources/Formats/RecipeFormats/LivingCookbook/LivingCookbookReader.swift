import RecipeText

/// Reads Living Cookbook's XML: `.fdx`, and the `Data.xml` inside a `.fdxz`.
///
/// Items are read with the element around them or without it. Attribute names that XML forbids, as
/// `RecipeNutrition` has them, are mended. Cookbook and chapter are tags; oven temperatures, waiting
/// time, difficulty, reviews and the user's own fields are in the extras. Lost: ids of ingredients,
/// links between recipes, and weights and volumes of measures.
public enum LivingCookbookReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "living-cookbook", summary: "Living Cookbook XML (.fdx, .fdxz)", reads: true,
    writes: false)
  public static let version = 1

  typealias Recipe = LivingCookbookRecipe
  static let layout = XMLLayout(
    recordName: "recipe", contextNames: ["cookbook", "cookbookchapter"], dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    if ["fdx", "fdxz", "hixz"].contains(outline.root) {
      return Recognition(.certain, "the root element <\(outline.root)>")
    }
    return outline.names.contains("recipeingredient") && outline.names.contains("recipe")
      ? Recognition(.likely, "the elements of Living Cookbook below <\(outline.root)>") : nil
  }
}

/// The names of cookbooks and chapters by their ids.
struct LivingCookbookTerms: XMLTerms {
  private var names: [String: String] = [:]

  /// How many names are remembered; no program comes near it.
  private static let limit = 10_000

  mutating func add(_ context: XMLElement) {
    guard names.count < LivingCookbookTerms.limit, let id = context.attribute("id"),
      let name = context.attribute("name")
    else { return }
    names["\(context.name) \(id)"] = name
  }

  /// The name of the `cookbook` or `cookbookchapter` with an id.
  func name(of kind: some StringProtocol, _ id: String) -> String? { names["\(kind) \(id)"] }
}
