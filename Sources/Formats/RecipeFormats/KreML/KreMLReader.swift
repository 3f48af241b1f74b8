import RecipeText

/// Reads the KreML of krecipes; a `.kre` is a packed folder that holds one.
public enum KreMLReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "kreml", summary: "krecipes KreML (.kreml, .kre)", reads: true, writes: false)
  public static let version = 1

  typealias Recipe = KreMLRecipe
  static let layout = XMLLayout(recordName: "krecipes-recipe", dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    return outline.root == "krecipes" || outline.root == "krecipes-recipe"
      ? Recognition(.certain, "the root element <\(outline.root)>") : nil
  }
}
