import JSONText
import RecipeText

/// The member names of plain recipe objects, and what makes an object a recipe.
enum PlainRecipe {
  static let names = FieldNames(
    [
      (.title, "title name recipeName recipeTitle"),
      (.summary, "description summary intro introduction headnote"),
      (.ingredients, "ingredients recipeIngredient recipeIngredients ingredientLines"),
      (.ingredients, "ingredientList ingredient extendedIngredients ingredientsList"),
      (.steps, "directions instructions steps method preparation recipeInstructions"),
      (.steps, "procedure analyzedInstructions instructionsList directionsList"),
      (.preparationTime, "prepTime preparationTime prep activeTime prepMinutes"),
      (.preparationTime, "preparationMinutes prepTimeMinutes workingTime"),
      (.cookingTime, "cookTime cookingTime cook performTime bakeTime cookMinutes"),
      (.cookingTime, "cookingMinutes cookTimeMinutes"),
      (.totalTime, "totalTime time readyIn readyInMinutes minutes duration totalMinutes"),
      (.yield, "yield yields servings serves recipeYield portions makes servingSize"),
      (.author, "author authors creator chef by contributor submittedBy"),
      (.source, "source sourceName site website publisher book"),
      (.url, "url sourceUrl link href canonicalUrl orgURL originalUrl"),
      (.basedOn, "basedOn isBasedOn forkedFrom"),
      (.image, "image images photo photos picture pictures imageUrl photoUrl img"),
      (.image, "pictureUrl pictureLink photoLink"),
      (.thumbnail, "thumbnail thumbnailUrl thumb"),
      (.tags, "tags tag keywords categories category cuisine cuisines course courses labels"),
      (.tags, "recipeCategory recipeCuisine dishTypes"),
      (.diet, "diet diets suitableForDiet"),
      (.nutrition, "nutrition nutrients nutritionalInfo nutritionFacts nutritionInfo"),
      (.rating, "rating aggregateRating stars"),
      (.notes, "notes note tips tip recipeNotes footnotes"),
      (.equipment, "equipment tools tool utensils cookware"),
      (.language, "language lang locale inLanguage"),
      (.externalID, "id _id uid uuid identifier recipeId"),
      (.createdAt, "created createdAt dateCreated dateAdded created_on"),
      (.publishedAt, "datePublished published publishedAt date pubDate"),
      (.updatedAt, "updated updatedAt dateModified modified lastModified modifiedAt"),
      (.context, "@context @type"),
    ], folding: .caseAndMarks)

  /// Whether an object states ingredients or steps, with or without a title.
  static func isRecipe(_ value: JSONElement) -> Bool {
    guard value.kind == .object else { return false }
    for (key, member) in value.members {
      switch names.field(key.bytes) {
      case .ingredients, .steps:
        // Numbers and flags under such a name count something else.
        if member.kind == .array || member.kind == .string || member.kind == .object {
          return true
        }
      default: break
      }
    }
    return false
  }

  /// Whether these member names are those of a recipe.
  static func looksLikeRecipe(_ found: some Sequence<String>) -> Bool {
    var hasTitle = false
    var hasContent = false
    for name in found {
      var copy = name
      switch copy.withUTF8({ names.field($0) }) {
      case .title: hasTitle = true
      case .ingredients, .steps: hasContent = true
      default: break
      }
    }
    return hasTitle && hasContent
  }
}
