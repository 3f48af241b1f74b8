import PipelineCore
import RecipeModel
import RecipeText

/// One Cooklang recipe, mapped.
struct CooklangRecipe {
  private var draft = RecordDraft()
  private var section: String?
  private var openedSection = false
  /// Whether the section at hand has neither steps nor gathered ingredients so far.
  private var isSectionEmpty = false
  /// Whether steps of the section at hand have a group.
  private var hasStepGroup = true
  private var bare: Set<String> = []
  private var timers: [JSONValue] = []
  private var references: [JSONValue] = []
  private var stepCount = 0

  /// Reads the lines of a file; `fileName` gives the title where no metadata does.
  static func read(_ record: TextRecord, fileName: String) -> ReadElement {
    var recipe = CooklangRecipe()
    let blocks = CooklangBlocks(record.lines)
    CooklangMetadata.read(blocks.metadata, into: &recipe.draft)
    recipe.read(blocks.blocks)
    guard !recipe.isEmpty || !blocks.metadata.isEmpty else {
      return record.rejection(
        .notARecipe, "the text has no ingredient, cookware, timer or metadata")
    }
    if recipe.draft.body.title.isEmpty { recipe.draft.body.title = FileTitle.title(of: fileName) }
    recipe.namePictures(fileName)
    return recipe.draft.finish(record)
  }

  private var hasComponents = false
  private var isEmpty: Bool { !hasComponents }

  private mutating func read(_ blocks: [CooklangBlocks.Block]) {
    for block in blocks {
      switch block {
      case .section(let name):
        if isSectionEmpty { draft.steps.startGroup(section) }
        section = name.isEmpty ? nil : draft.cleaner.line(name)
        openedSection = false
        isSectionEmpty = true
        hasStepGroup = false
      case .note(let text): draft.body.notes.append(draft.cleaner.text(plain(text)))
      case .step(let text) where CooklangGathering.isOne(text):
        _ = plain(text)
        isSectionEmpty = false
      case .step(let text):
        if !hasStepGroup { draft.steps.startGroup(section) }
        hasStepGroup = true
        isSectionEmpty = false
        let step = draft.cleaner.text(plain(text))
        if !step.isEmpty { stepCount += 1 }
        draft.steps.add(step)
      }
    }
    if isSectionEmpty { draft.steps.startGroup(section) }
    if !timers.isEmpty { draft.extras.append(JSONMember("timers", .array(timers))) }
    if !references.isEmpty { draft.extras.append(JSONMember("recipes", .array(references))) }
  }

  /// The text of a step as people read it; what it names goes where it belongs.
  private mutating func plain(_ step: String) -> String {
    var text = ""
    for piece in CooklangStep.pieces(of: step) {
      switch piece {
      case .text(let piece): text += piece
      case .ingredient(let ingredient): text += take(ingredient: ingredient)
      case .cookware(let tool): text += take(tool: tool)
      case .timer(let timer): text += take(timer: timer)
      }
    }
    return text
  }

  // MARK: - Components

  private mutating func take(ingredient: CooklangComponent) -> String {
    hasComponents = true
    let name = reference(ingredient)
    let shown = ingredient.alias ?? name
    let measure = [ingredient.quantity, ingredient.unit].compactMap(\.self).joined(separator: " ")
    // These are not in the list, so the text has to say how much it is.
    if ingredient.modifiers.contains("-") || ingredient.modifiers.contains("&") {
      return measure.isEmpty ? shown : "\(shown) (\(measure))"
    }
    let isBare = measure.isEmpty && ingredient.note == nil
    if isBare, !bare.insert(name.lowercased()).inserted { return shown }
    bare.insert(name.lowercased())
    if !openedSection {
      openedSection = true
      draft.ingredients.startGroup(section)
    }
    var stated = StatedIngredient(
      amount: ingredient.quantity, unit: ingredient.unit, item: draft.cleaner.line(name),
      note: ingredient.note.map { draft.cleaner.line($0) }, isOptional: ingredient.isOptional
    ).ingredient
    CooklangRecipe.readAmount(of: ingredient, into: &stated)
    draft.ingredients.add(stated)
    return shown
  }

  /// The name of an ingredient, which may be the path of another recipe.
  private mutating func reference(_ ingredient: CooklangComponent) -> String {
    let name = ingredient.name
    let isPath = name.hasPrefix("./") || name.hasPrefix("../") || name.hasPrefix("/")
    guard isPath || ingredient.modifiers.contains("@") else { return name }
    references.append(.string(name))
    return isPath ? FileTitle.title(of: name) : name
  }

  private mutating func take(tool: CooklangComponent) -> String {
    hasComponents = true
    var line = tool.quantity.map { $0 == "1" ? tool.name : "\($0) \(tool.name)" } ?? tool.name
    if let note = tool.note { line += ", \(note)" }
    if tool.isOptional { line += " (optional)" }
    line = draft.cleaner.line(line)
    if !draft.body.equipment.contains(line) { draft.body.equipment.append(line) }
    return tool.alias ?? tool.name
  }

  private mutating func take(timer: CooklangComponent) -> String {
    hasComponents = true
    let time = [timer.quantity, timer.unit].compactMap(\.self).joined(separator: " ")
    if !timer.name.isEmpty, !time.isEmpty { timers.append(.string("\(timer.name): \(time)")) }
    return time.isEmpty ? timer.name : time
  }

  /// Reads the number, and what stands behind it without a `%`: the unit of `1 cup`, or a note.
  private static func readAmount(of component: CooklangComponent, into ingredient: inout Ingredient)
  {
    ingredient.quantity = nil
    guard let amount = component.quantity else { return }
    ingredient.quantity = number(amount)
    guard ingredient.quantity == nil, component.unit == nil else { return }
    let read = IngredientLine.ingredient("\(amount) \(component.name)")
    guard let quantity = read.quantity, let item = read.item,
      number(String(amount.prefix { $0 != " " })) != nil
    else { return }
    ingredient.quantity = quantity
    ingredient.unit = read.unit
    if read.unit == nil, item.hasSuffix(component.name), ingredient.note == nil {
      let rest = String(item.dropLast(component.name.count).trimmingWhiteSpace)
      ingredient.note = rest.isEmpty ? nil : rest
    }
  }

  /// `1 / 2` is a half, and `01/2` is a text, as the specification has it.
  static func number(_ stated: String) -> Quantity? {
    let digits = stated.prefix { $0.isNumber }
    if digits.count > 1, digits.first == "0" { return nil }
    return QuantityText.whole(stated.replacing(" / ", with: "/"))
  }

  // MARK: - Pictures

  /// Pictures lie beside the recipe: `Name.jpg`, and `Name.2.jpg` of the second step.
  private mutating func namePictures(_ fileName: String) {
    let stem = FileTitle.stem(of: fileName)
    guard !stem.isEmpty else { return }
    // Steps are counted from 0 or from 1, as the program likes.
    let steps = (0...min(stepCount, CooklangRecipe.picturedSteps)).map { "\(stem).\($0)" }
    for name in [stem] + steps {
      draft.images.append(.sidecar(name: "\(name).*", isExpected: false))
    }
  }

  /// Up to which step a picture is looked for.
  private static let picturedSteps = 40
}
