import PipelineCore
import RecipeModel
import RecipeText

/// One `krecipes-recipe` element, mapped.
struct KreMLRecipe: XMLRecipe {
  private var draft = RecordDraft()

  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    for element in recipe.children {
      switch element.name {
      case "krecipes-description":
        for part in element.children { readDescription(part) }
      case "krecipes-ingredients":
        for part in element.children { readIngredient(part) }
      case "krecipes-instructions": draft.steps.add(text: draft.text(element) ?? "")
      case "krecipes-ratings": readRatings(element)
      default: draft.keep(element)
      }
    }
    return draft.finish(place)
  }

  private mutating func readDescription(_ element: XMLElement) {
    switch element.name {
    case "title": draft.body.title = draft.line(element) ?? draft.body.title
    case "author":
      guard let author = draft.line(element) else { return }
      draft.body.credit.author = draft.body.credit.author.map { "\($0), \(author)" } ?? author
    case "pictures":
      for picture in element.children("pic") {
        draft.addImage(base64: picture.text, named: "pic")
      }
    case "category":
      for category in element.children("cat") { draft.tags.add(draft.line(category) ?? "") }
    case "yield": readYield(element)
    case "serving":
      if let stated = draft.line(element) { draft.readServings(stated) }
    case "preparation-time":
      draft.readTime(.preparationTime, draft.line(element), named: element.name)
    default: draft.keep(element)
    }
  }

  private mutating func readYield(_ element: XMLElement) {
    guard let amount = amount(element.child("amount")) else { return }
    guard let type = draft.line(element.child("type")) else {
      draft.readServings(amount)
      return
    }
    draft.body.yield = YieldText.yield("\(amount) \(type)")
  }

  // MARK: - Ingredients

  private mutating func readIngredient(_ element: XMLElement) {
    switch element.name {
    case "ingredient": addIngredient(element)
    case "ingredient-group":
      draft.ingredients.startGroup(draft.line("name", of: element))
      for inner in element.children { readIngredient(inner) }
      draft.ingredients.startGroup(nil)
    default: draft.keep(element)
    }
  }

  /// The ingredient with its parts as the file states them, and each substitute after it.
  private mutating func addIngredient(_ element: XMLElement) {
    guard let ingredient = ingredient(element) else { return }
    draft.ingredients.add(ingredient)
    let substitutes = element.child("substitutes").map { Array($0.children("ingredient")) }
    for substitute in substitutes ?? [] {
      guard var ingredient = self.ingredient(substitute) else { continue }
      ingredient.text = "or " + ingredient.text
      ingredient.note = ["alternative", ingredient.note].compactMap(\.self).joined(separator: "; ")
      draft.ingredients.add(ingredient)
    }
  }

  private mutating func ingredient(_ element: XMLElement) -> Ingredient? {
    guard let name = draft.line(element.child("name")) else { return nil }
    return StatedIngredient(
      amount: amount(element.child("amount")), unit: draft.line(element.child("unit")), item: name,
      note: draft.line(element.child("prep"))
    ).ingredient
  }

  /// A number, or `min` and `max`; 0 means that none is stated.
  private mutating func amount(_ element: XMLElement?) -> String? {
    guard let element else { return nil }
    let ends = [element.child("min"), element.child("max")].compactMap { draft.line($0) }
    let stated = ends.isEmpty ? draft.line(element) : ends.joined(separator: "-")
    return stated == "0" ? nil : stated
  }

  // MARK: - Ratings

  /// Each rating gives stars for some criteria, and a comment; the recipe's is the mean.
  private mutating func readRatings(_ ratings: XMLElement) {
    let all = ratings.children("rating")
    var stars: [Double] = []
    for criteria in all.compactMap({ $0.child("criterion") }).flatMap({ $0.children("criteria") }) {
      guard let text = draft.line(criteria.child("stars")), let value = Double(text),
        value > 0, value <= 5
      else { continue }
      stars.append(value)
    }
    if !stars.isEmpty {
      let sum: Double = stars.reduce(0, +)
      draft.body.rating = Rating(value: sum / Double(stars.count), count: all.count)
    }
    draft.keep(ratings)
  }
}
