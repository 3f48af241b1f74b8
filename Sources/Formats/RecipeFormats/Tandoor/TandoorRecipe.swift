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
  /// Whether what comes next would stand below the heading of an earlier step.
  private var ingredientsAreHeaded = false
  private var stepsAreHeaded = false

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
    case "steps": for step in value.elements(by: "order") { readStep(step) }
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

  // MARK: - Steps

  private mutating func readStep(_ step: JSONElement) {
    var rest: [JSONMember] = []
    var lines: [TandoorIngredient] = []
    var text = ""
    var minutes: Int64 = 0
    for (key, value) in step.members {
      switch key {
      case "ingredients":
        lines = value.elements(by: "order").map { TandoorIngredient($0, &draft) }
      case "instruction": text = draft.text(value) ?? ""
      case "time": minutes = value.integer ?? 0
      case "name", "order", "id", "type", "show_as_header", "show_ingredients_table",
        "instructions_markdown", "ingredients_markdown", "ingredients_vue", "numrecipe":
        break
      default:
        if !draft.isEmpty(value) { rest.append(JSONMember(key.text, value.value)) }
      }
    }
    let name = step.member("name").flatMap { draft.line($0) }
    addIngredients(lines, below: name)
    addText(TandoorTemplate.filled(text, with: lines), below: name, isAlone: lines.isEmpty)
    stepTimes.append(minutes)
    if !rest.isEmpty { stepRests.append(.object(rest)) }
  }

  /// Adds the ingredients of a step below its name; a heading of their own ends with the step.
  private mutating func addIngredients(_ lines: [TandoorIngredient], below name: String?) {
    guard !lines.isEmpty else { return }
    if lines.first?.heading == nil, name != nil || ingredientsAreHeaded {
      draft.ingredients.startGroup(name)
    }
    ingredientsAreHeaded = name != nil || lines.contains { $0.heading != nil }
    for line in lines {
      if let heading = line.heading {
        draft.ingredients.startGroup(heading)
      } else if let ingredient = line.ingredient {
        draft.ingredients.add(ingredient)
      }
    }
  }

  /// Adds the text of a step below its name; a name that has nothing else is a step by itself.
  private mutating func addText(_ text: String, below name: String?, isAlone: Bool) {
    guard !text.isEmpty || isAlone && name != nil else { return }
    if name != nil || stepsAreHeaded { draft.steps.startGroup(name) }
    stepsAreHeaded = name != nil
    draft.steps.add(text: text)
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.summary, "description"), (.preparationTime, "working_time"),
      (.cookingTime, "waiting_time"), (.url, "source_url"), (.image, "image"),
      (.rating, "rating"), (.externalID, "id"), (.createdAt, "created_at"),
      (.updatedAt, "updated_at"),
    ], folding: .letterCase)
}
