import RecipeText

/// Reads Cookmate's XML (once My CookBook): plain, or inside a `.mcb` with the pictures beside it.
///
/// Lists are `li` elements, or lines in older files. The picture is looked for by its file name in
/// `images/`, whatever folder of a telephone its path names. Language, video and favourite have their field or
/// are in the extras; nothing is lost.
public enum CookmateReader: RecipeReader, XMLRecipeReader {
  public static let format = FormatDescription(
    name: "cookmate", summary: "Cookmate and My CookBook backups (.mcb, XML)", reads: true,
    writes: false)
  public static let version = 1

  typealias Recipe = CookmateRecipe
  static let layout = XMLLayout(recordName: "recipe", dialect: .loose)

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml, outline.root == "cookbook" else { return nil }
    let typical = ["recipetext", "ingredient", "preptime", "imagepath"]
      .count { outline.names.contains($0) }
    if typical >= 2 { return Recognition(.certain, "the elements of Cookmate below <cookbook>") }
    return outline.names.isEmpty || outline.names.contains("recipe")
      ? Recognition(.likely, "the root element <cookbook>") : nil
  }
}
