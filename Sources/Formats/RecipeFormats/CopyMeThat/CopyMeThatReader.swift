public import PipelineCore

/// Reads the page of Copy Me That's export: a zip of an HTML file and `images/`.
///
/// Each recipe is a `div.recipe` whose parts have the same ids in every recipe.
public enum CopyMeThatReader: RecipeReader {
  public static let format = FormatDescription(
    name: "copy-me-that", summary: "Copy Me That exports (zip of an HTML file and images)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.html else { return nil }
    if outline.contains("copymethat_class_id_version") {
      return Recognition(.certain, "a page that names Copy Me That")
    }
    return outline.contains("recipeingredient_header") && outline.contains("original_link")
      ? Recognition(.certain, "a page of Copy Me That's elements") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    HTMLRecordCursor<CopyMeThatMapping>(source, at: location, limits: limits)
  }
}

private enum CopyMeThatMapping: HTMLRecordMapping {
  static let kind = "an export of Copy Me That"

  static func isRecord(_ tag: HTMLTag) -> Bool {
    tag.attributes.contains { attribute in
      attribute.name == "class"
        && attribute.value.split(whereSeparator: \.isWhitespace).contains("recipe")
    }
  }

  static func isPart(_ tag: HTMLTag) -> Bool {
    tag.attributes.contains { attribute in
      attribute.name == "id"
        && ["name", "recipeIngredients", "recipeInstructions"].contains(attribute.value)
    }
  }

  static func map(_ element: HTMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = CopyMeThatRecipe()
    recipe.read(element)
    return recipe.draft.finish(place)
  }
}
