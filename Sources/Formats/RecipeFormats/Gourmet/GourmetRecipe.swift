import PipelineCore
import RecipeModel
import RecipeText

/// One `recipe` element of Gourmet, mapped.
struct GourmetRecipe: XMLRecipe {
  var terms = GourmetTerms()
  private var draft = RecordDraft()
  /// The recipes that ingredients refer to.
  private var references: [JSONValue] = []

  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    draft.externalID = draft.line("id", of: recipe)
    for (name, stated) in recipe.attributes where name != "id" {
      readPart(XMLElement(name, text: terms.text(of: stated, in: name)))
    }
    for element in recipe.children { readPart(element) }
    if !references.isEmpty { draft.extras.append(JSONMember("ingref", .array(references))) }
    return draft.finish(place)
  }

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "title": draft.body.title = draft.line(element) ?? draft.body.title
    case "description": draft.body.summary = draft.text(element)
    case "category", "cuisine": draft.tags.add(list: draft.text(element) ?? "")
    case "source":
      if let source = draft.line(element) { draft.readSource(source) }
    case "link", "webpage":
      if draft.body.credit.url == nil { draft.body.credit.url = draft.line(element) }
    case "rating": readRating(element)
    case "preptime": draft.readTime(.preparationTime, draft.line(element), named: "preptime")
    case "cooktime": draft.readTime(.cookingTime, draft.line(element), named: "cooktime")
    case "totaltime": draft.readTime(.totalTime, draft.line(element), named: "totaltime")
    case "yields", "servings": readYield(element)
    case "image": draft.addImage(base64: element.text, named: "image")
    case "ingredient-list", "inglist", "ingredients": readIngredients(element)
    case "inggroup", "ingredient", "ingref": readIngredient(element)
    case "instructions":
      if let text = draft.text(element) { draft.steps.add(text: text) }
    case "modifications": draft.addNote(element)
    default: draft.keep(element)
    }
  }

  /// `3/5 stars`, `4.5/5`, or a bare number; in the old form words too, which are kept.
  private mutating func readRating(_ element: XMLElement) {
    guard let stated = draft.line(element) else { return }
    let slash = stated.lastIndex(of: "/") ?? stated.endIndex
    let best = stated[slash...].dropFirst().split(separator: " ").first.flatMap { Double($0) }
    let value = QuantityText.whole(String(stated[..<slash]))?.lower
    guard let value, value.isFinite, value <= best ?? 10 else {
      draft.extras.append(JSONMember("rating", .string(stated)))
      return
    }
    if value > 0 {
      draft.body.rating = Rating(value: value, best: best ?? (value > 5 ? 10 : 5))
    }
  }

  /// The yield says what the servings say, and more.
  private mutating func readYield(_ element: XMLElement) {
    guard let stated = draft.line(element) else { return }
    if element.name == "yields" {
      draft.body.yield = YieldText.yield(stated)
    } else if draft.body.yield == nil {
      draft.readServings(stated)
    }
  }

  // MARK: - Ingredients

  private mutating func readIngredients(_ list: XMLElement) {
    for element in list.children { readIngredient(element) }
  }

  private mutating func readIngredient(_ element: XMLElement) {
    switch element.name {
    case "ingredient": addIngredient(element)
    case "ingref": addReference(element)
    case "inggroup":
      draft.ingredients.startGroup(
        draft.line(element.child("groupname"))
          ?? draft.line("name", of: element).map { terms.text(of: $0, in: "inggroup") })
      for inner in element.children where inner.name != "groupname" { readIngredient(inner) }
      draft.ingredients.startGroup(nil)
    default: draft.keep(element)
    }
  }

  /// In the old form the unit is an attribute of the amount, and the key one of the item.
  private mutating func addIngredient(_ element: XMLElement) {
    let amount = element.child("amount")
    let unit =
      draft.line(element.child("unit")) ?? amount.flatMap { draft.line("unit", of: $0) }
    let key = draft.line(element.child("key"))
    let whole = element.children.isEmpty ? element : nil
    guard let item = draft.line(element.child("item") ?? whole) ?? key else { return }
    add(draft.line(amount), unit, item, isOptional: isOptional(element))
  }

  /// Another recipe as an ingredient; its id goes to the extras.
  private mutating func addReference(_ element: XMLElement) {
    guard let name = draft.line(element) else { return }
    add(draft.line("amount", of: element), nil, name, isOptional: isOptional(element))
    guard let id = draft.line("refid", of: element) else { return }
    references.append(
      .object([JSONMember("refid", .string(id)), JSONMember("name", .string(name))]))
  }

  /// The item may hold the preparation, and without an amount of its own the whole line.
  private mutating func add(_ amount: String?, _ unit: String?, _ item: String, isOptional: Bool) {
    var ingredient = IngredientLine.ingredient(item)
    if amount != nil || unit != nil {
      var stated = StatedIngredient(amount: amount, unit: unit, item: item).ingredient
      if ingredient.quantity == nil, ingredient.unit == nil, let name = ingredient.item {
        stated.item = name
        stated.note = ingredient.note
        stated.isOptional = ingredient.isOptional
      }
      ingredient = stated
    }
    if isOptional { ingredient.isOptional = true }
    draft.ingredients.add(ingredient)
  }

  private func isOptional(_ element: XMLElement) -> Bool {
    guard let stated = element.attribute("optional")?.lowercased() else { return false }
    return !["", "no", "false", "none", "0"].contains(stated)
  }
}
