import JSONText
import RecipeModel
import RecipeText

/// One recipe of Tandoor, mapped.
struct TandoorRecipe {
  private var draft = RecordDraft()
  private var servings: String?
  private var servingsText: String?
  private var stepTimes: [Int64] = []
  private var stepRests: [JSONValue] = []
  private var isBelowHeading = false

  init() {
    draft.images.append(.sidecar(name: "image.*", isExpected: false))
  }

  mutating func read(_ root: JSONElement) {
    for (key, value) in root.members where !value.isNull { read(key, value) }
    let yield = [servings, servingsText].compactMap(\.self)
    if yield.count == 1, servings != nil {
      draft.readServings(yield[0])
    } else if !yield.isEmpty {
      draft.body.yield = YieldText.yield(yield.joined(separator: " "))
    }
    if stepTimes.contains(where: { $0 > 0 }) {
      draft.extras.append(
        JSONMember("step_times", .array(stepTimes.map { JSONValue.integer($0) })))
    }
    if !stepRests.isEmpty { draft.extras.append(JSONMember("steps", .array(stepRests))) }
  }

  consuming func finish(_ place: JSONRecordPlace, digest: Digest) -> ReadElement {
    draft.finish(place, digest: digest)
  }

  private mutating func read(_ key: JSONString, _ value: JSONElement) {
    switch key {
    case "keywords":
      for keyword in value.elements {
        if let name = draft.name(keyword) ?? keyword.member("label").flatMap({ draft.line($0) }) {
          draft.tags.add(name)
        }
      }
    case "steps": for step in inOrder(value) { readStep(step) }
    case "servings": servings = value.double.map { AmountText.text($0) } ?? draft.line(value)
    case "servings_text": servingsText = draft.line(value)
    case "working_time", "waiting_time":
      // 0 is what Tandoor fills in where it knows nothing.
      if value.double != 0 { draft.read(TandoorRecipe.names.field(key.bytes), key, value) }
    case "nutrition": readNutrition(value)
    case "internal", "show_ingredient_overview": break
    default: draft.read(TandoorRecipe.names.field(key.bytes), key, value)
    }
  }

  private mutating func readNutrition(_ value: JSONElement) {
    for (key, member) in value.members where !("id" ~= key) {
      guard let stated = draft.line(member) else { continue }
      draft.body.nutrition.append(NutritionFact(name: key.text, value: stated))
    }
  }

  /// Elements by their `order`; older versions give every one the same.
  private func inOrder(_ list: JSONElement) -> [JSONElement] {
    list.elements.enumerated().sorted { first, second in
      let left = first.element.member("order")?.integer ?? 0
      let right = second.element.member("order")?.integer ?? 0
      return (left, first.offset) < (right, second.offset)
    }.map(\.element)
  }

  // MARK: - Steps

  private mutating func readStep(_ step: JSONElement) {
    var rest: [JSONMember] = []
    var lines: [TandoorIngredient] = []
    var text = ""
    var minutes: Int64 = 0
    let name = step.member("name").flatMap { draft.line($0) }
    for (key, value) in step.members {
      switch key {
      case "ingredients":
        for line in inOrder(value) { lines.append(TandoorIngredient(line, &draft)) }
      case "instruction": text = draft.text(value) ?? ""
      case "time": minutes = value.integer ?? 0
      case "name", "order", "id", "type", "show_as_header", "show_ingredients_table",
        "instructions_markdown", "ingredients_markdown", "ingredients_vue", "numrecipe":
        break
      default:
        if !draft.isEmpty(value) { rest.append(JSONMember(key.text, value.value)) }
      }
    }
    // A name heads what the step has; one that has nothing is a step by itself.
    if name != nil || isBelowHeading {
      let isHeaded = lines.first?.heading != nil
      if name == nil || !lines.isEmpty && !isHeaded { draft.ingredients.startGroup(name) }
      if name == nil || !text.isEmpty || lines.isEmpty { draft.steps.startGroup(name) }
    }
    isBelowHeading = name != nil
    for line in lines {
      if let heading = line.heading {
        draft.ingredients.startGroup(heading)
      } else if let ingredient = line.ingredient {
        draft.ingredients.add(ingredient)
      }
    }
    draft.steps.add(text: TandoorTemplate.filled(text, with: lines))
    stepTimes.append(minutes)
    if !rest.isEmpty { stepRests.append(.object(rest)) }
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.summary, "description"), (.preparationTime, "working_time"),
      (.cookingTime, "waiting_time"), (.url, "source_url"), (.image, "image"),
      (.rating, "rating"), (.externalID, "id"), (.createdAt, "created_at"),
      (.updatedAt, "updated_at"),
    ], folding: .letterCase)
}
