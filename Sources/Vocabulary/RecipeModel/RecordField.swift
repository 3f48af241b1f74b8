/// A part of a record by the name that people know it by.
///
/// What an archive holds is counted by it, and what a format cannot hold is told by it.
public enum RecordField: String, Sendable, CaseIterable {
  case title, summary
  /// The lines as stated, without headings.
  case ingredients
  case ingredientGroups = "ingredient-groups"
  /// Amounts, units, items and notes, as read out of the lines or stated apart.
  case ingredientParts = "ingredient-parts"
  /// The texts, without headings.
  case steps
  case stepGroups = "step-groups"
  case preparationTime = "preparation-time"
  case cookingTime = "cooking-time"
  case totalTime = "total-time"
  case yield, author, source, url, nutrition, rating, notes, equipment, language, tags, images
  case externalID = "external-id"
  case created, updated
  /// What no other field holds.
  case extras
}

extension RecipeRecord {
  /// Whether the record says anything in the field.
  public func holds(_ field: RecordField) -> Bool {
    switch field {
    case .title: !body.title.isEmpty
    case .summary: body.summary != nil
    case .ingredients: body.ingredients.contains { !$0.ingredients.isEmpty }
    case .ingredientGroups: body.ingredients.contains { $0.name != nil }
    case .ingredientParts:
      body.ingredients.contains { group in
        group.ingredients.contains {
          $0.quantity != nil || $0.unit != nil || $0.item != nil || $0.note != nil || $0.isOptional
        }
      }
    case .steps: body.steps.contains { !$0.steps.isEmpty }
    case .stepGroups: body.steps.contains { $0.name != nil }
    case .preparationTime: body.times.preparation != nil
    case .cookingTime: body.times.cooking != nil
    case .totalTime: body.times.total != nil
    case .yield: body.yield != nil
    case .author: body.credit.author != nil
    case .source: body.credit.source != nil
    case .url: body.credit.url != nil
    case .nutrition: !body.nutrition.isEmpty
    case .rating: body.rating != nil
    case .notes: !body.notes.isEmpty
    case .equipment: !body.equipment.isEmpty
    case .language: body.language != nil
    case .tags: !tags.isEmpty
    case .images: images.contains { $0.isStated }
    case .externalID: externalID != nil
    case .created: createdAt != nil
    case .updated: updatedAt != nil
    case .extras: !extras.isEmpty
    }
  }
}

extension RecordImage {
  /// Whether the record says that there is a picture, and not only its format where one may be.
  public var isStated: Bool {
    if case .sidecar(_, isExpected: false) = self { false } else { true }
  }
}
