import PipelineCore
import RecipeModel
import RecipeText

/// One `recipe` element, mapped.
struct RecipeMLRecipe: XMLRecipe {
  private var draft = RecordDraft()

  /// Reads the element; a recipe without a title is rejected.
  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    draft.body.language = recipe.attribute("lang")
    for element in recipe.children { readPart(element) }
    return draft.finish(place, stepsNamed: "directions")
  }

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "head": readHead(element)
    case "description":
      guard let text = draft.text(element) else { return }
      draft.body.summary = draft.body.summary.map { "\($0)\n\n\(text)" } ?? text
    case "equipment":
      for tool in element.children("tool") {
        if let name = draft.line(tool) { draft.body.equipment.append(name) }
      }
    case "ingredients": RecipeMLIngredients.read(element, into: &draft)
    case "directions": readDirections(element)
    case "note": draft.addNote(element)
    case "nutrition": readNutrition(element)
    default: draft.keep(textOf: element)
    }
  }

  // MARK: - Head

  private mutating func readHead(_ head: XMLElement) {
    for element in head.children {
      switch element.name {
      case "title": draft.body.title = draft.line(element) ?? draft.body.title
      case "source": readSource(element)
      case "categories": readCategories(element)
      case "preptime": readTime(element)
      case "yield": readYield(element)
      default: draft.keep(textOf: element)
      }
    }
  }

  /// `srcitem` elements, whose types may be words of Dublin Core, or text.
  private mutating func readSource(_ source: XMLElement) {
    let items = source.children("srcitem")
    var sources: [String] = []
    for item in items.isEmpty ? [source] : Array(items) {
      guard let stated = draft.line(item), !readTyped(item, stated) else { continue }
      if stated.isAddress, draft.body.credit.url == nil {
        draft.body.credit.url = stated
      } else {
        sources.append(stated)
      }
    }
    guard !sources.isEmpty else { return }
    if let source = draft.body.credit.source { sources.insert(source, at: 0) }
    draft.body.credit.source = sources.joined(separator: ", ")
  }

  /// Reads an item whose type says what it is; false for any other.
  private mutating func readTyped(_ item: XMLElement, _ stated: String) -> Bool {
    switch item.attribute("type")?.lowercased() {
    case "url" where draft.body.credit.url == nil: draft.body.credit.url = stated
    case "dc.source" where draft.body.credit.source == nil: draft.body.credit.source = stated
    case "dc.creator" where draft.body.credit.author == nil: draft.body.credit.author = stated
    case "dc.identifier" where draft.externalID == nil: draft.externalID = stated
    case "dc.date", "dc.date.created":
      guard draft.createdAt == nil, let moment = Instant(stated, zonelessIsUTC: true) else {
        return false
      }
      draft.createdAt = moment
    case "dc.date.modified":
      guard draft.updatedAt == nil, let moment = Instant(stated, zonelessIsUTC: true) else {
        return false
      }
      draft.updatedAt = moment
    default: return false
    }
    return true
  }

  /// `cat` elements, or text with commas.
  private mutating func readCategories(_ categories: XMLElement) {
    let items = categories.children("cat")
    if items.isEmpty {
      draft.tags.add(list: draft.text(categories) ?? "")
    } else {
      for item in items { draft.tags.add(draft.line(item) ?? "") }
    }
  }

  /// The type says which time it is; without one it is the preparation.
  private mutating func readTime(_ element: XMLElement) {
    guard let stated = timeText(element), let span = DurationText.span(stated) else { return }
    if span.minutes == nil { draft.warn(.unreadableValue, "preptime") }
    let type = element.attribute("type")?.lowercased() ?? ""
    if type.contains("cook") || type.contains("bak") {
      draft.body.times.cooking = draft.body.times.cooking ?? span
    } else if type.contains("total") {
      draft.body.times.total = draft.body.times.total ?? span
    } else if draft.body.times.preparation == nil {
      draft.body.times.preparation = span
    } else {
      draft.keep(textOf: element)
    }
  }

  private mutating func timeText(_ element: XMLElement) -> String? {
    let times = element.children("time")
    guard !times.isEmpty else { return draft.line(element) }
    let parts = times.compactMap { time -> String? in
      RecipeMLAmount.text(time, unit: "timeunit", &draft) ?? draft.line(time)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private mutating func readYield(_ element: XMLElement) {
    let stated = RecipeMLAmount.text(element, unit: "unit", &draft) ?? draft.line(element)
    draft.body.yield = stated.flatMap(YieldText.yield(_:))
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
        draft.steps.startGroup(draft.line(element.child("title")))
        for step in element.children("step") { addStep(step) }
        draft.steps.startGroup(nil)
        draft.addNotes(of: element)
        hasElements = true
      case "note": draft.addNote(element)
      default: break
      }
    }
    if !hasElements { draft.steps.add(text: draft.text(directions) ?? "") }
  }

  private mutating func addStep(_ step: XMLElement) {
    draft.steps.add(draft.text(step) ?? "")
  }

  // MARK: - Rest

  /// Elements with label and value, or text.
  private mutating func readNutrition(_ nutrition: XMLElement) {
    if nutrition.children.isEmpty {
      guard let text = draft.text(nutrition) else { return }
      draft.body.nutrition.append(NutritionFact(name: "nutrition", value: text))
    }
    for element in nutrition.children.flatMap(nutrients) {
      if let name = draft.line(element.child("n-name")) {
        let parts = ["qty", "unit", "percent"].compactMap { draft.line(element.child($0)) }
        draft.body.nutrition.append(NutritionFact(name: name, value: parts.joined(separator: " ")))
      } else if let value = draft.line(element) {
        draft.body.nutrition.append(NutritionFact(name: element.name, value: value))
      }
    }
  }

  /// The `nutrient` elements of a group, or the element itself.
  private func nutrients(_ element: XMLElement) -> [XMLElement] {
    element.name == "nutrient-group" ? Array(element.children("nutrient")) : [element]
  }
}
