public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the data sets of Food.com: `RAW_recipes.csv`, and `recipes.csv` with R's lists.
///
/// Its lists are texts of Python (single quotes) or R (`c("a", "b")`). `n_steps` and `n_ingredients`
/// count what is there anyway, and are passed over.
public enum FoodComReader: TableReader {
  public static let format = FormatDescription(
    name: "foodcom", summary: "the Food.com data sets (RAW_recipes.csv, recipes.csv)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    CSVTable.recognize(
      sample, having: ["minutes", "contributor_id", "submitted", "n_steps", "n_ingredients"],
      atLeast: 2, "the columns of Food.com's RAW_recipes.csv")
      ?? CSVTable.recognize(
        sample,
        having: ["recipeingredientquantities", "recipeingredientparts", "recipeinstructions"],
        atLeast: 2, "the columns of Food.com's recipes.csv")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: columns, readCell: readCell)

  private static let columns = ColumnMapping([
    ("name", .title), ("id", .id), ("minutes", .totalTime), ("submitted", .created),
    ("tags", .tags), ("steps", .steps), ("description", .summary),
    ("ingredients", .ingredients), ("n_steps", .ignored), ("n_ingredients", .ignored),
    ("RecipeId", .id), ("AuthorName", .author), ("CookTime", .cookingTime),
    ("PrepTime", .preparationTime), ("TotalTime", .totalTime), ("DatePublished", .created),
    ("Images", .image), ("RecipeCategory", .tags), ("Keywords", .tags),
    ("RecipeIngredientQuantities", .amounts), ("RecipeIngredientParts", .ingredients),
    ("Calories", .nutrition), ("FatContent", .nutrition), ("SaturatedFatContent", .nutrition),
    ("CholesterolContent", .nutrition), ("SodiumContent", .nutrition),
    ("CarbohydrateContent", .nutrition), ("FiberContent", .nutrition),
    ("SugarContent", .nutrition), ("ProteinContent", .nutrition), ("RecipeYield", .yield),
    ("RecipeServings", .servings), ("RecipeInstructions", .steps),
  ])

  /// What the seven numbers of `nutrition` are; all but the first in percent of the daily value.
  private static let nutrients = [
    "calories", "total fat (% DV)", "sugar (% DV)", "sodium (% DV)", "protein (% DV)",
    "saturated fat (% DV)", "carbohydrates (% DV)",
  ]

  private static func readCell(_ draft: inout RecordDraft, _ name: String, _ cell: String) -> Bool {
    // What R and Python write where nothing is known.
    if ["NA", "nan", "character(0)", "[]"].contains(cell) { return true }
    switch name {
    case "nutrition":
      guard let values = ListLiteral.elements(Array(cell.utf8)[...]),
        values.count == nutrients.count
      else { return false }
      for case (let nutrient, let value?) in zip(nutrients, values) {
        draft.body.nutrition.append(NutritionFact(name: nutrient, value: value))
      }
    case "AggregatedRating", "ReviewCount":
      guard let number = QuantityText.whole(cell)?.lower else { return false }
      if name == "AggregatedRating", (0...5).contains(number) {
        draft.body.rating = Rating(value: number, count: draft.body.rating?.count)
      } else if draft.body.rating != nil {
        draft.body.rating?.count = Int(exactly: number)
      } else {
        return false
      }
    default: return false
    }
    return true
  }
}
