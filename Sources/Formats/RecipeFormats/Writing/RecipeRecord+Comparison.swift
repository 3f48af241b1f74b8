import RecipeModel

extension RecipeRecord {
  /// The fields in which another record does not say all that this one says.
  ///
  /// Times are equal when their minutes are. Tags and extras that the other has more are no
  /// loss, nor is any field that it alone says something in.
  func fields(missingIn other: RecipeRecord) -> Set<RecordField> {
    Set(RecordField.allCases.filter { holds($0) && !says($0, as: other) })
  }

  private func says(_ field: RecordField, as other: RecipeRecord) -> Bool {
    let (mine, theirs) = (body, other.body)
    return switch field {
    case .title: mine.title == theirs.title
    case .summary: mine.summary == theirs.summary
    case .ingredients: mine.allIngredients.map(\.text) == theirs.allIngredients.map(\.text)
    case .ingredientGroups: mine.ingredients.map(\.outline) == theirs.ingredients.map(\.outline)
    case .ingredientParts: mine.allIngredients == theirs.allIngredients
    case .steps: mine.steps.flatMap(\.steps) == theirs.steps.flatMap(\.steps)
    case .stepGroups: mine.steps.map(\.outline) == theirs.steps.map(\.outline)
    case .preparationTime: mine.times.preparation?.value == theirs.times.preparation?.value
    case .cookingTime: mine.times.cooking?.value == theirs.times.cooking?.value
    case .totalTime: mine.times.total?.value == theirs.times.total?.value
    case .yield: mine.yield == theirs.yield
    case .author: mine.credit.author == theirs.credit.author
    case .source: mine.credit.source == theirs.credit.source
    case .url: mine.credit.url == theirs.credit.url
    case .nutrition: mine.nutrition == theirs.nutrition
    case .rating: mine.rating == theirs.rating
    case .notes: mine.notes == theirs.notes
    case .equipment: mine.equipment == theirs.equipment
    case .language: mine.language == theirs.language
    case .tags: Set(tags.map { FoldedName($0) }).isSubset(of: other.tags.map { FoldedName($0) })
    case .images: images == other.images
    case .externalID: externalID == other.externalID
    case .created: createdAt == other.createdAt
    case .updated: updatedAt == other.updatedAt
    case .extras: extras.allSatisfy { other.extras.contains($0) }
    }
  }
}

extension RecipeBody {
  var allIngredients: [Ingredient] { ingredients.flatMap(\.ingredients) }
}

/// A heading and how many things stand below it.
private struct Outline: Equatable {
  var name: String?
  var count: Int
}

extension IngredientGroup {
  fileprivate var outline: Outline { Outline(name: name, count: ingredients.count) }
}

extension StepGroup {
  fileprivate var outline: Outline { Outline(name: name, count: steps.count) }
}

extension TimeSpan {
  /// The minutes where they are known; the text says the same in other words then.
  fileprivate var value: String { minutes.map { "\($0)" } ?? text }
}
