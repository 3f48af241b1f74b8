import JSONText
import RecipeText

/// A recipe as schema.org describes it.
enum SchemaRecipe {
  /// Reads a node of linked data; `table` holds what its references mean.
  static func draft(
    of node: JSONElement, among table: NodeTable, names: FieldNames = SchemaRecipe.names,
    dialect: (any LinkedDataDialect)? = nil
  ) -> RecordDraft {
    var draft = RecordDraft()
    draft.nodes = NodeIndex(table)
    for (key, value) in node.members {
      if let dialect, dialect.read(key, value, &draft) { continue }
      draft.read(names.field(key.bytes), key, value)
    }
    return draft
  }

  /// The properties of schema.org's Recipe and its parents that the model has fields for.
  static let names = FieldNames(properties, folding: .letterCase)

  /// The same, and what markup in pages calls them besides: that of data-vocabulary.org, which
  /// came before schema.org, and misspellings that pages share.
  static let markupNames = FieldNames(
    properties + [
      (.summary, "summary"),
      (.ingredients, "ingredient recipeIngredients"),
      (.steps, "recipeInstruction instruction recipeDirections"),
      (.yield, "recipeYields servings"),
      (.image, "photo"),
      (.tags, "recipeType recipeCategories tag tags"),
      (.notes, "recipeNote"),
      (.publishedAt, "published"),
    ], folding: .letterCase)

  private static let properties: [(RecipeField, String)] = [
    (.title, "name"),
    (.headline, "headline"),
    (.summary, "description"),
    (.ingredients, "recipeIngredient ingredients"),
    (.steps, "recipeInstructions instructions"),
    (.preparationTime, "prepTime"),
    (.cookingTime, "cookTime performTime"),
    (.totalTime, "totalTime"),
    (.yield, "recipeYield yield"),
    (.author, "author creator"),
    (.source, "creditText sourceOrganization"),
    (.publisher, "publisher isPartOf"),
    (.url, "url"),
    (.basedOn, "isBasedOn isBasedOnUrl"),
    (.page, "mainEntityOfPage @id"),
    (.image, "image images"),
    (.thumbnail, "thumbnailUrl thumbnail"),
    (.tags, "keywords recipeCategory recipeCuisine category"),
    (.diet, "suitableForDiet"),
    (.nutrition, "nutrition nutritionInformation"),
    (.rating, "aggregateRating"),
    (.comments, "comment"),
    (.notes, "recipeNotes notes"),
    (.equipment, "tool tools"),
    (.language, "inLanguage"),
    (.externalID, "identifier"),
    (.createdAt, "dateCreated"),
    (.publishedAt, "datePublished"),
    (.updatedAt, "dateModified"),
    (.context, "@context @type"),
  ]
}
