import RecipeText

/// Reads CookML, which German recipe programs exchange, Rezeptsuite and Kalorio among them.
public enum CookMLReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "cookml", summary: "CookML (.cml) of Rezeptsuite, Kalorio and others",
    reads: true, writes: false)
  public static let version = 1

  typealias Recipe = CookMLRecipe
  static let layout = XMLLayout(recordName: "recipe", dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    sample.xml?.root == "cookml" ? Recognition(.certain, "the root element <cookml>") : nil
  }
}
