import PipelineCore
import RecipeModel
import RecipeText

/// One `recipe` element, mapped.
struct RecipeMLRecipe {
  private var body = RecipeBody(title: "")
  private var tags = TagNames()
  private var externalID: String?
  private var createdAt: Instant?
  private var updatedAt: Instant?
  private var extras: [JSONMember] = []
  private var warnings: [RecordWarning] = []
  private var cleaner = TextCleaner()
  private var steps = StepLines()

  /// Reads the element; a recipe without a title is rejected.
  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    body.language = recipe.attribute("lang")
    for element in recipe.children { readPart(element) }
    guard !body.title.isEmpty else {
      return place.rejection(.missingTitle, Rejection.Code.missingTitle.meaning)
    }
    body.steps = steps.finish()
    if body.ingredients.isEmpty { warn(.missingIngredients, "ingredients") }
    if body.steps.isEmpty { warn(.missingSteps, "directions") }
    if cleaner.takeDroppedMarkup() { warn(.droppedMarkup, "recipe") }
    return .record(
      RecipeRecord(
        body: body, tags: tags.names, externalID: externalID, createdAt: createdAt,
        updatedAt: updatedAt, extras: extras, warnings: warnings, sourceDigest: place.digest),
      at: place.location)
  }

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "head": readHead(element)
    case "description":
      guard let text = text(element) else { return }
      body.summary = body.summary.map { "\($0)\n\n\(text)" } ?? text
    case "equipment":
      for tool in element.children("tool") {
        if let name = line(tool) { body.equipment.append(name) }
      }
    case "ingredients": readIngredients(element)
    case "directions": readDirections(element)
    case "note":
      if let note = text(element) { body.notes.append(note) }
    case "nutrition": readNutrition(element)
    default: keep(element)
    }
  }

  // MARK: - Head

  private mutating func readHead(_ head: XMLElement) {
    for element in head.children {
      switch element.name {
      case "title": body.title = line(element) ?? body.title
      case "source": readSource(element)
      case "categories": readCategories(element)
      case "preptime": readTime(element)
      case "yield": readYield(element)
      default: keep(element)
      }
    }
  }

  /// `srcitem` elements, whose types may be words of Dublin Core, or text.
  private mutating func readSource(_ source: XMLElement) {
    let items = source.children("srcitem")
    var sources: [String] = []
    for item in items.isEmpty ? [source] : items {
      guard let stated = line(item), !readTyped(item, stated) else { continue }
      if stated.contains("://"), !stated.contains(" "), body.credit.url == nil {
        body.credit.url = stated
      } else {
        sources.append(stated)
      }
    }
    guard !sources.isEmpty else { return }
    body.credit.source = ([body.credit.source].compactMap(\.self) + sources).joined(separator: ", ")
  }

  /// Reads an item whose type says what it is; false for any other.
  private mutating func readTyped(_ item: XMLElement, _ stated: String) -> Bool {
    switch item.attribute("type")?.lowercased() {
    case "url" where body.credit.url == nil: body.credit.url = stated
    case "dc.source" where body.credit.source == nil: body.credit.source = stated
    case "dc.creator" where body.credit.author == nil: body.credit.author = stated
    case "dc.identifier" where externalID == nil: externalID = stated
    case "dc.date", "dc.date.created":
      guard createdAt == nil, let moment = Instant(stated, zonelessIsUTC: true) else {
        return false
      }
      createdAt = moment
    case "dc.date.modified":
      guard updatedAt == nil, let moment = Instant(stated, zonelessIsUTC: true) else {
        return false
      }
      updatedAt = moment
    default: return false
    }
    return true
  }

  /// `cat` elements, or text with commas.
  private mutating func readCategories(_ categories: XMLElement) {
    let items = categories.children("cat")
    if items.isEmpty {
      tags.add(list: cleaner.text(categories.text))
    } else {
      for item in items { tags.add(cleaner.line(item.text)) }
    }
  }

  /// The type says which time it is; without one it is the preparation.
  private mutating func readTime(_ element: XMLElement) {
    guard let stated = timeText(element), let span = DurationText.span(stated) else { return }
    if span.minutes == nil { warn(.unreadableValue, "preptime") }
    let type = element.attribute("type")?.lowercased() ?? ""
    if type.contains("cook") || type.contains("bak") {
      body.times.cooking = body.times.cooking ?? span
    } else if type.contains("total") {
      body.times.total = body.times.total ?? span
    } else if body.times.preparation == nil {
      body.times.preparation = span
    } else {
      keep(element)
    }
  }

  private mutating func timeText(_ element: XMLElement) -> String? {
    let times = element.children("time")
    guard !times.isEmpty else { return line(element) }
    let parts = times.compactMap { time -> String? in
      guard let amount = amountText(time) else { return line(time) }
      return [amount, time.child("timeunit").flatMap { line($0) }].compactMap(\.self)
        .joined(separator: " ")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private mutating func readYield(_ element: XMLElement) {
    let stated =
      amountText(element).map { amount in
        [amount, element.child("unit").flatMap { line($0) }].compactMap(\.self)
          .joined(separator: " ")
      } ?? line(element)
    body.yield = stated.flatMap(YieldText.yield(_:))
  }

  // MARK: - Ingredients

  private mutating func readIngredients(_ ingredients: XMLElement) {
    var group = IngredientGroup(ingredients: [])
    for element in ingredients.children {
      switch element.name {
      case "ing": group.ingredients += self.ingredients(element)
      case "ing-div":
        close(&group)
        group.name = element.child("title").flatMap { line($0) }
        for ing in element.children("ing") { group.ingredients += self.ingredients(ing) }
        for note in element.children("note") + element.children("description") {
          if let note = text(note) { body.notes.append(note) }
        }
        close(&group)
      case "note":
        if let note = text(element) { body.notes.append(note) }
      default: keep(element)
      }
    }
    close(&group)
    if body.ingredients.isEmpty, let text = text(ingredients), ingredients.children.isEmpty {
      var lines = IngredientLines()
      lines.add(text: text)
      body.ingredients = lines.finish()
    }
  }

  private mutating func close(_ group: inout IngredientGroup) {
    if !group.ingredients.isEmpty { body.ingredients.append(group) }
    group = IngredientGroup(ingredients: [])
  }

  /// The ingredient, and each of its alternatives as one of its own.
  private mutating func ingredients(_ ing: XMLElement) -> [Ingredient] {
    var found: [Ingredient] = []
    if let ingredient = ingredient(ing) { found.append(ingredient) }
    for alternative in ing.children("alt-ing") {
      guard var ingredient = ingredient(alternative) else { continue }
      ingredient.text = "or " + ingredient.text
      ingredient.note = ["alternative", ingredient.note].compactMap(\.self).joined(separator: "; ")
      found.append(ingredient)
    }
    return found
  }

  private mutating func ingredient(_ ing: XMLElement) -> Ingredient? {
    guard let item = ing.child("item").flatMap({ line($0) }) else {
      // Programs that know no parts write the whole line as text.
      guard ing.child("amt") == nil, let line = line(ing) else { return nil }
      return IngredientLine.ingredient(line)
    }
    let amounts = ing.children("amt")
    let amount = amounts.first.flatMap { amountText($0) }
    let unit = amounts.first.flatMap { $0.child("unit") }.flatMap { line($0) }
    let size = amounts.first.flatMap { $0.child("size") }.flatMap { line($0) }
    let modifier = ing.child("modifier").flatMap { line($0) }
    var notes = [ing.child("prep"), ing.child("ing-note")].compactMap { $0.flatMap { line($0) } }
    for extra in amounts.dropFirst() {
      let also = [amountText(extra), extra.child("unit").flatMap { line($0) }].compactMap(\.self)
      if !also.isEmpty { notes.append(also.joined(separator: " ")) }
    }
    let isOptional = ing.attribute("optional")?.lowercased() == "yes"
    let name = [size, modifier, item].compactMap(\.self).joined(separator: " ")
    guard amount != nil || unit != nil else { return whole(name, notes, isOptional) }
    let note = notes.isEmpty ? nil : notes.joined(separator: "; ")
    let stated = [amount, unit, name].compactMap(\.self).joined(separator: " ")
    return Ingredient(
      text: note.map { "\(stated), \($0)" } ?? stated,
      quantity: amount.flatMap(QuantityText.whole), unit: unit, item: name, note: note,
      isOptional: isOptional)
  }

  /// An ingredient without an amount of its own: amount and unit may stand in the item.
  private func whole(_ name: String, _ notes: [String], _ isOptional: Bool) -> Ingredient {
    let line = ([name] + notes).joined(separator: ", ")
    var ingredient = IngredientLine.ingredient(line)
    if isOptional { ingredient.isOptional = true }
    return ingredient
  }

  /// `qty`, `range(q1,q2)`, or both inside each other, as text.
  private mutating func amountText(_ element: XMLElement) -> String? {
    guard let range = element.child("range") ?? element.child("qty")?.child("range") else {
      return element.child("qty").flatMap { line($0) }
    }
    let ends = [range.child("q1"), range.child("q2")].compactMap { $0.flatMap { line($0) } }
    return ends.isEmpty ? line(range) : ends.joined(separator: "-")
  }

  // MARK: - Directions

  /// `step` elements, `dir-div` with a title, or text with one step a line.
  private mutating func readDirections(_ directions: XMLElement) {
    var hasElements = false
    for element in directions.children {
      switch element.name {
      case "step":
        addStep(element)
        hasElements = true
      case "dir-div":
        steps.startGroup(element.child("title").flatMap { line($0) })
        for step in element.children("step") { addStep(step) }
        for note in element.children("note") + element.children("description") {
          if let note = text(note) { body.notes.append(note) }
        }
        steps.startGroup(nil)
        hasElements = true
      case "note":
        if let note = text(element) { body.notes.append(note) }
      default: break
      }
    }
    if !hasElements { steps.add(text: cleaner.text(directions.text)) }
  }

  private mutating func addStep(_ step: XMLElement) {
    steps.add(cleaner.text(step.text))
  }

  // MARK: - Rest

  /// Elements with label and value, or text.
  private mutating func readNutrition(_ nutrition: XMLElement) {
    if nutrition.children.isEmpty {
      guard let text = text(nutrition) else { return }
      body.nutrition.append(NutritionFact(name: "nutrition", value: text))
    }
    for element in nutrition.children.flatMap(nutrients) {
      if let name = element.child("n-name").flatMap({ line($0) }) {
        let parts = ["qty", "unit", "percent"].compactMap { element.child($0).flatMap { line($0) } }
        body.nutrition.append(NutritionFact(name: name, value: parts.joined(separator: " ")))
      } else if let value = line(element) {
        body.nutrition.append(NutritionFact(name: element.name, value: value))
      }
    }
  }

  /// The `nutrient` elements of a group, or the element itself.
  private func nutrients(_ element: XMLElement) -> [XMLElement] {
    element.name == "nutrient-group" ? element.children("nutrient") : [element]
  }

  /// Keeps an element that the model has no field for.
  private mutating func keep(_ element: XMLElement) {
    guard let text = text(element) else { return }
    extras.append(JSONMember(element.name, .string(text)))
  }

  private mutating func warn(_ code: RecordWarning.Code, _ field: String) {
    let warning = RecordWarning(code, field: field)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  private mutating func line(_ element: XMLElement) -> String? {
    let line = cleaner.line(element.text)
    return line.isEmpty ? nil : line
  }

  private mutating func text(_ element: XMLElement) -> String? {
    let text = cleaner.text(element.text)
    return text.isEmpty ? nil : text
  }
}
