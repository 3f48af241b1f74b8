public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the table that Plan to Eat exports.
///
/// Times are minutes. An ingredient line that starts with a comma is a heading, and `itm` is the unit
/// of what is counted by the piece. `Url Host` repeats a part of `Url`, and is passed over.
public enum PlanToEatCSVReader: TableReader {
  public static let format = FormatDescription(
    name: "plan-to-eat-csv", summary: "Plan to Eat table exports (.csv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    CSVTable.recognize(
      sample,
      having: [
        "main ingredient", "url host", "public url", "nutritional score (generic)", "photo url",
      ], atLeast: 3, "the columns of Plan to Eat")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: columns, readIngredient: readIngredient)

  private static let columns = ColumnMapping(
    [
      ("Title", .title), ("Course", .tags), ("Cuisine", .tags), ("Main Ingredient", .tags),
      ("Description", .summary), ("Source", .source), ("Url", .url), ("Url Host", .ignored),
      ("Prep Time", .preparationTime), ("Cook Time", .cookingTime), ("Total Time", .totalTime),
      ("Yield", .yield), ("Servings", .servings), ("Ingredients", .ingredients),
      ("Directions", .steps), ("Tags", .tags), ("Rating", .rating), ("Photo Url", .image),
      ("Notes", .notes), ("Created At", .created), ("Updated At", .updated),
    ]
      + [
        "Calories", "Fat", "Saturated Fat", "Cholesterol", "Sodium", "Sugar", "Carbohydrate",
        "Fiber", "Protein",
      ].map { ($0, .nutrition) })

  static func readIngredient(_ draft: inout RecordDraft, _ line: String) -> Bool {
    if line.hasPrefix(",") {
      draft.ingredients.startGroup(draft.cleaner.line(String(line.drop { ", ".contains($0) })))
      return true
    }
    guard let unit = line.firstRange(of: " itm ") else { return false }
    var counted = line
    counted.replaceSubrange(unit, with: " ")
    guard IngredientLineStart.isAmount(counted) else { return false }
    var ingredient = IngredientLine.ingredient(counted)
    ingredient.text = line
    draft.ingredients.add(ingredient)
    return true
  }
}
