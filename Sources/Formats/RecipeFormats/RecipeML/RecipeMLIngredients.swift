import RecipeModel
import RecipeText

/// The `ingredients` of RecipeML, with their parts as the file states them.
enum RecipeMLIngredients {
  /// Reads the element; its text counts where nothing else is stated.
  static func read(_ ingredients: XMLElement, into draft: inout RecordDraft) {
    for element in ingredients.children {
      switch element.name {
      case "ing": add(element, to: &draft)
      case "ing-div": readGroup(element, into: &draft)
      case "note": draft.addNote(element)
      default: draft.keep(textOf: element)
      }
    }
    if draft.ingredients.isEmpty, ingredients.children.isEmpty, let text = draft.text(ingredients) {
      draft.ingredients.add(text: text)
    }
  }

  private static func readGroup(_ group: XMLElement, into draft: inout RecordDraft) {
    draft.ingredients.startGroup(draft.line(group.child("title")))
    for element in group.children("ing") { add(element, to: &draft) }
    draft.ingredients.startGroup(nil)
    draft.addNotes(of: group)
  }

  /// Adds the ingredient, and each of its alternatives as one of its own.
  private static func add(_ ing: XMLElement, to draft: inout RecordDraft) {
    if let ingredient = ingredient(ing, &draft) { draft.ingredients.add(ingredient) }
    for alternative in ing.children("alt-ing") {
      guard var ingredient = ingredient(alternative, &draft) else { continue }
      ingredient.text = "or " + ingredient.text
      ingredient.note = ["alternative", ingredient.note].compactMap(\.self).joined(separator: "; ")
      draft.ingredients.add(ingredient)
    }
  }

  private static func ingredient(_ ing: XMLElement, _ draft: inout RecordDraft) -> Ingredient? {
    var amounts = ing.children("amt").makeIterator()
    let first = amounts.next()
    guard let item = draft.line(ing.child("item")) else {
      // Programs that know no parts write the whole line as text.
      guard first == nil, let line = draft.line(ing) else { return nil }
      return IngredientLine.ingredient(line)
    }
    let name = StatedIngredient.words(
      draft.line(first?.child("size")), draft.line(ing.child("modifier")), item)
    var notes: [String] = []
    if let prep = draft.line(ing.child("prep")) { notes.append(prep) }
    if let note = draft.line(ing.child("ing-note")) { notes.append(note) }
    while let more = amounts.next() {
      let also = StatedIngredient.words(
        RecipeMLAmount.text(more, &draft), draft.line(more.child("unit")))
      if !also.isEmpty { notes.append(also) }
    }
    var stated = StatedIngredient(
      amount: first.flatMap { RecipeMLAmount.text($0, &draft) },
      unit: draft.line(first?.child("unit")), item: name)
    stated.isOptional = ing.attribute("optional")?.lowercased() == "yes"
    return ingredient(stated, notes: notes)
  }

  /// Without an amount of its own, amount and unit may stand in the item.
  private static func ingredient(_ stated: StatedIngredient, notes: [String]) -> Ingredient {
    guard stated.amount == nil, stated.unit == nil else {
      var stated = stated
      stated.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
      return stated.ingredient
    }
    let line = notes.reduce(stated.item) { "\($0), \($1)" }
    var ingredient = IngredientLine.ingredient(line)
    if stated.isOptional { ingredient.isOptional = true }
    return ingredient
  }
}

/// Amounts of RecipeML as text.
enum RecipeMLAmount {
  /// `qty`, `range(q1,q2)`, or both inside each other.
  static func text(_ element: XMLElement, _ draft: inout RecordDraft) -> String? {
    let quantity = element.child("qty")
    guard let range = element.child("range") ?? quantity?.child("range") else {
      return draft.line(quantity)
    }
    let ends = [draft.line(range.child("q1")), draft.line(range.child("q2"))].compactMap(\.self)
    return ends.isEmpty ? draft.line(range) : ends.joined(separator: "-")
  }

  /// The amount and its unit, whose element bears the name `unit`; nil without an amount.
  static func text(
    _ element: XMLElement, unit: String, _ draft: inout RecordDraft
  ) -> String? {
    text(element, &draft).map { amount in
      draft.line(element.child(unit)).map { "\(amount) \($0)" } ?? amount
    }
  }
}
