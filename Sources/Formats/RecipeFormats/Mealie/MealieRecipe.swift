import JSONText
import RecipeModel
import RecipeText

/// One recipe in the form of Mealie's exports, mapped.
struct MealieRecipe {
  private var draft = RecordDraft()
  private var parts = Parts()
  /// Where its pictures lie, seen from the document; empty or ending in `/`.
  private let folder: String

  /// The members that mean something only together.
  private struct Parts {
    var yieldText: String?
    var yieldAmount: Double?
    var servings: Double?
    var ingredients: JSONElement?
    var hidesAmounts = false
    var statedLines: [JSONValue] = []
  }

  init(folder: String) {
    self.folder = folder
  }

  /// Whether an object says anything that a recipe of Mealie says.
  static func isRecipe(_ root: JSONElement) -> Bool {
    root.members.contains { key, value in
      switch names.field(key.bytes) {
      case .title, .ingredients, .steps: !value.isNull
      default: false
      }
    }
  }

  mutating func read(_ root: JSONElement) {
    for (key, value) in root.members where !value.isNull { read(key, value) }
    if let list = parts.ingredients { readIngredients(list) }
    settleYield()
  }

  consuming func finish(_ place: JSONRecordPlace, digest: Digest) -> ReadElement {
    draft.finish(place, digest: digest)
  }

  // MARK: - Members

  private mutating func read(_ key: JSONString, _ value: JSONElement) {
    let field = MealieRecipe.names.field(key.bytes)
    switch field {
    case .ingredients: parts.ingredients = parts.ingredients.otherwise(value)
    case .steps: readSteps(value)
    case .tags: readNames(value)
    case .yield: readYield(key, value)
    case .image: readImage(value)
    case .context: readSettings(value)
    case nil where MealieRecipe.assets.contains(key.bytes): readAssets(key, value)
    case nil where MealieRecipe.housekeeping.contains(key.bytes): break
    case nil where "user_ratings" ~= key: readRatings(value)
    default: draft.read(field, key, value)
    }
  }

  /// Tags are names; unlike elsewhere, a comma in one does not divide it.
  private mutating func readNames(_ value: JSONElement) {
    if value.kind == .array {
      for element in value.elements { readNames(element) }
    } else if let name = draft.name(value) {
      draft.tags.add(name)
    }
  }

  private mutating func readSteps(_ value: JSONElement) {
    guard value.kind == .array else {
      _ = draft.readSteps(value)
      return
    }
    for step in value.elements {
      guard step.kind == .object else {
        if let text = draft.text(step) { draft.steps.add(text) }
        continue
      }
      if let title = step.member("title").flatMap({ draft.line($0) }) {
        draft.steps.startGroup(title)
      }
      let summary = step.member("summary").flatMap { draft.line($0) }
      let text = step.member("text").flatMap { draft.text($0) }
      draft.steps.add([summary, text].compactMap(\.self).joined(separator: "\n"))
    }
  }

  private mutating func readIngredients(_ list: JSONElement) {
    for element in list.elements {
      guard element.kind == .object else {
        if let line = draft.line(element) { draft.ingredients.add(line) }
        continue
      }
      if let title = element.member("title").flatMap({ draft.line($0) }) {
        draft.ingredients.startGroup(title)
      }
      let row = MealieIngredient(element, hidesAmounts: parts.hidesAmounts, &draft)
      if let ingredient = row.ingredient { draft.ingredients.add(ingredient) }
      if let line = row.outdatedLine { parts.statedLines.append(.string(line)) }
    }
    if !parts.statedLines.isEmpty {
      draft.extras.append(JSONMember("original_text", .array(parts.statedLines)))
    }
  }

  /// With amounts disabled, the note of an ingredient is its whole line.
  private mutating func readSettings(_ value: JSONElement) {
    let flag = value.member("disable_amount") ?? value.member("disableAmount")
    if flag?.bool == true { parts.hidesAmounts = true }
  }

  // MARK: - Measures

  private mutating func readYield(_ key: JSONString, _ value: JSONElement) {
    switch key.text.lowercased().filter({ $0 != "_" }) {
    case "recipeservings": parts.servings = value.double
    case "recipeyieldquantity": parts.yieldAmount = value.double
    default: parts.yieldText = draft.line(value)
    }
  }

  private mutating func settleYield() {
    let amount = parts.yieldAmount.flatMap { $0 > 0 ? AmountText.text($0) : nil }
    let servings = parts.servings.flatMap { $0 > 0 ? AmountText.text($0) : nil }
    let stated = [amount, parts.yieldText].compactMap(\.self).joined(separator: " ")
    if stated.isEmpty {
      draft.body.yield = servings.flatMap { YieldText.yield("\($0) servings") }
    } else {
      draft.body.yield = YieldText.yield(stated)
      if let servings { draft.extras.append(JSONMember("recipe_servings", .string(servings))) }
    }
  }

  /// What users gave counts before the number that the recipe row repeats.
  private mutating func readRatings(_ value: JSONElement) {
    let ratings = value.elements.compactMap(\.double).filter { $0 > 0 && $0 <= 5 }
    guard !ratings.isEmpty else { return }
    let mean = ratings.reduce(0, +) / Double(ratings.count)
    draft.body.rating = Rating(value: (mean * 100).rounded() / 100, count: ratings.count)
  }

  // MARK: - Pictures

  /// The value says only whether there is a picture, unless it is an address.
  private mutating func readImage(_ value: JSONElement) {
    guard let stated = draft.line(value),
      !["none", "null", "no image"].contains(stated.lowercased())
    else { return }
    if stated.contains("://") {
      draft.images.append(.remote(url: stated))
    } else {
      draft.images.append(.sidecar(name: folder + "images/original.*", isExpected: true))
    }
  }

  /// Files that lie with the recipe; those that are pictures become its pictures.
  private mutating func readAssets(_ key: JSONString, _ value: JSONElement) {
    if !draft.isEmpty(value) { draft.extras.append(JSONMember(key.text, value.value)) }
    for asset in value.elements {
      let stated = asset.member("file_name") ?? asset.member("fileName")
      guard let name = stated.flatMap({ draft.line($0) }), !name.contains("/") else { continue }
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      guard ["jpg", "jpeg", "png", "webp", "gif"].contains(ending) else { continue }
      draft.stepImages.append(.sidecar(name: folder + "assets/" + name, isExpected: true))
    }
  }

  // MARK: - Names

  private static let names = FieldNames(
    [
      (.title, "name"), (.summary, "description"), (.externalID, "id"),
      (.ingredients, "recipeIngredient"), (.steps, "recipeInstructions"),
      (.preparationTime, "prepTime"), (.cookingTime, "performTime cookTime"),
      (.totalTime, "totalTime"), (.yield, "recipeYield recipeServings recipeYieldQuantity"),
      (.tags, "recipeCategory categories tags recipeCuisine"), (.url, "orgURL"),
      (.nutrition, "nutrition"), (.rating, "rating"), (.notes, "notes"), (.equipment, "tools"),
      (.image, "image"), (.createdAt, "createdAt"), (.publishedAt, "dateAdded"),
      (.updatedAt, "dateUpdated updatedAt updateAt"), (.context, "settings"),
    ], folding: .caseAndMarks)

  private static let assets = WordTable(["assets"])

  /// Members that are about the program and not about the recipe.
  private static let housekeeping = WordTable(
    [
      "groupId", "householdId", "userId", "group", "household", "user", "isOcrRecipe",
      "nameNormalized", "descriptionNormalized",
    ], folding: .caseAndMarks)
}
