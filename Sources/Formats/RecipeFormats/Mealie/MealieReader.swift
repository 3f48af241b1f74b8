import JSONText
public import PipelineCore
import RecipeModel

/// Reads what Mealie writes: full backups, bulk exports, and single recipes of its interface.
///
/// A full backup is one document of tables (`database.json`), which `MealieBackupCursor` joins
/// recipe by recipe into the form of an export; so one mapping reads both. Member names are taken
/// in snake case and camel case. The picture is `images/original.*` beside an exported recipe, and
/// `data/recipes/ID/images/original.*` beside a backup. Of a backup the text of all recipes is held,
/// up to 32 times the limit of one record (512 MiB by default); a backup beyond it is refused.
///
/// In the extras: slug, comments, assets, timeline entries with words, when it was made last, how
/// many made it a favourite, and what `api_extras` or `extras` hold. Counted as left out: meal plans and
/// their rules, shopping lists, cookbooks, and tables that are not known here. Lost without a
/// word: users, groups and their settings, tokens, reports and other housekeeping, which step uses
/// which ingredient, the settings of a recipe, and descriptions, labels and aliases of foods and units.
public enum MealieReader: RecipeReader {
  public static let format = FormatDescription(
    name: "mealie", summary: "Mealie full backups, bulk exports and recipes (JSON)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, !outline.isLinkedData, !outline.saysCommunityType else {
      return nil
    }
    if isBackup(outline) { return Recognition(.certain, "the tables of a Mealie backup") }
    let names = Set(outline.names)
    guard !names.isDisjoint(with: contentNames) else { return nil }
    let typical = names.intersection(typicalNames).count
    if typical >= 3 { return Recognition(.certain, "the member names of a Mealie recipe") }
    return typical == 2 ? Recognition(.likely, "some member names of a Mealie recipe") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    let source = SampledByteSource(source)
    if let outline = source.sample.json, isBackup(outline) {
      return MealieBackupCursor(source, at: location, limits: limits)
    }
    return JSONRecordCursor(source, at: location, limits: limits, mapping: MealieMapping())
  }

  /// The version of the schema stands first, so that a sample that is cut shows it.
  private static func isBackup(_ outline: JSONOutline) -> Bool {
    if outline.contains("alembic_version") { return true }
    return outline.contains(MealieTable.recipes.rawValue)
      && (outline.contains(MealieTable.ingredients.rawValue)
        || outline.contains(MealieTable.instructions.rawValue))
  }

  private static let contentNames: Set<String> = [
    "recipe_ingredient", "recipe_instructions", "recipeIngredient", "recipeInstructions",
  ]

  /// Names that schema.org does not share, in either case.
  private static let typicalNames: Set<String> = [
    "slug", "org_url", "orgURL", "recipe_category", "recipe_yield", "perform_time", "performTime",
    "date_added", "dateAdded", "date_updated", "dateUpdated", "settings", "extras", "assets",
    "group_id", "groupId", "household_id", "householdId", "user_id", "userId", "recipe_servings",
    "recipeServings", "last_made", "lastMade",
  ]
}

/// Recipes as Mealie exports them.
struct MealieMapping: ProgramRecordMapping {
  static let program = "Mealie"

  func isRecipe(_ object: JSONElement) -> Bool {
    MealieRecipe.isRecipe(object)
  }

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var recipe = MealieRecipe(folder: "")
    recipe.read(object)
    return recipe.finish(record, digest: digest)
  }
}
