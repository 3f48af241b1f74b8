public import PipelineCore

/// Reads the page of Recipe Keeper's export: a zip of `recipes.html` and `images/`.
///
/// Each recipe is a `div.recipe-details` whose fields are `itemprop`s of the program's own.
public enum RecipeKeeperReader: RecipeReader {
  public static let format = FormatDescription(
    name: "recipe-keeper", summary: "Recipe Keeper exports (zip of recipes.html and images)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.html, outline.contains("recipe-details") else { return nil }
    return outline.contains("recipeid") || outline.contains("recipeingredients")
      ? Recognition(.certain, "a page of Recipe Keeper's elements") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    HTMLRecordCursor<RecipeKeeperMapping>(source, at: location, limits: limits)
  }
}

private enum RecipeKeeperMapping: HTMLRecordMapping {
  static let kind = "an export of Recipe Keeper"

  static func isRecord(_ tag: HTMLTag) -> Bool {
    tag.attributes.contains { attribute in
      attribute.name == "class"
        && attribute.value.split(whereSeparator: \.isWhitespace).contains("recipe-details")
    }
  }

  static func isPart(_ tag: HTMLTag) -> Bool {
    tag.attributes.contains { attribute in
      attribute.name == "itemprop"
        && ["name", "recipeIngredients", "recipeDirections"].contains(attribute.value)
    }
  }

  static func map(_ element: HTMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = RecipeKeeperRecipe()
    for part in element.descendants { recipe.read(part) }
    return recipe.draft.finish(place)
  }
}
