import RecipeText

/// Reads RecipeML 0.5, and what programs made of it.
///
/// Every `recipe` element is a record, whether it stands below `recipeml`, `menu` or alone.
public enum RecipeMLReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "recipeml", summary: "RecipeML 0.5 XML", reads: true, writes: false)
  public static let version = 3

  typealias Recipe = RecipeMLRecipe
  static let layout = XMLLayout(
    recordName: "recipe", passedOver: ["meta", "head", "description"])

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    if outline.root == "recipeml" { return Recognition(.certain, "the root element <recipeml>") }
    guard outline.root == "recipe" || outline.root == "menu" else { return nil }
    let isTypical = outline.names.contains("head") && outline.names.contains("title")
    return isTypical
      ? Recognition(.likely, "the elements of RecipeML below <\(outline.root)>") : nil
  }
}
