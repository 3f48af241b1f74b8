import PipelineCore
import RecipeModel
import RecipeText

/// One `RcpE` element, mapped.
struct MX2Recipe: XMLRecipe {
  private var draft = RecordDraft()
  private var ingredients = MX2Ingredients()

  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    draft.body.title = draft.line("name", of: recipe) ?? ""
    draft.body.credit.author = draft.line("author", of: recipe).flatMap { $0 == "n/a" ? nil : $0 }
    if let image = draft.line("img", of: recipe) { draft.images.append(MX2Recipe.image(image)) }
    draft.keepAttributes(of: recipe, but: ["name", "author", "img"])
    for element in recipe.children { readPart(element) }
    ingredients.finish(&draft)
    if draft.body.nutrition.isEmpty { readNutrition(inCopy: recipe.child("rtxt")) }
    return draft.finish(place)
  }

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "rtxt": break
    case "serv":
      if let stated = draft.line("qty", of: element) { draft.readServings(stated) }
    case "yield": readYield(element)
    case "prpt": readTime(.preparationTime, element)
    case "ttim": readTime(.totalTime, element)
    case "altt": readOtherTime(element)
    case "cats":
      for category in element.children("catt") { draft.tags.add(draft.line(category) ?? "") }
    case "cuis", "natn": draft.tags.add(draft.line(element) ?? "")
    case "ingr": ingredients.add(element, &draft)
    case "dirs": readDirections(element)
    case "desc": draft.body.summary = draft.text(element)
    case "srce":
      if let source = draft.line(element) { draft.readSource(source) }
    case "alts": readOtherSource(element)
    case "rats": readRatings(element)
    case "note": draft.addNote(element)
    case "srvi": draft.addNote("Serving ideas", element)
    case "wine": draft.addNote("Suggested wine", element)
    case "nutr":
      if let text = draft.text(element) { addNutrition(text) }
    default: draft.keep(element)
    }
  }

  /// `2.000000` `cups`; beside a number of servings it is kept under its own name.
  private mutating func readYield(_ element: XMLElement) {
    guard let amount = draft.line("qty", of: element), let quantity = QuantityText.whole(amount),
      quantity.lower > 0
    else { return }
    let number = amount.contains(".") ? MX2Recipe.text(quantity.lower) : amount
    let stated = [number, draft.line("unit", of: element)].compactMap(\.self)
      .joined(separator: " ")
    if draft.body.yield == nil {
      draft.body.yield = YieldText.yield(stated)
    } else {
      draft.extras.append(JSONMember("yield", .string(stated)))
    }
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? number.description
  }

  private mutating func readTime(_ field: RecipeField, _ element: XMLElement) {
    draft.readTime(field, draft.line("elapsed", of: element), named: element.name)
  }

  /// A time with a label of the cook's own.
  private mutating func readOtherTime(_ element: XMLElement) {
    let label = draft.line("label", of: element)?.lowercased() ?? ""
    if label.contains("cook") || label.contains("bak"), draft.body.times.cooking == nil {
      readTime(.cookingTime, element)
    } else {
      draft.keep(element)
    }
  }

  private mutating func readDirections(_ directions: XMLElement) {
    let texts = Array(directions.children("dirt"))
    for element in texts {
      let text = draft.text(element) ?? ""
      if texts.count == 1 { draft.steps.add(text: text) } else { draft.steps.add(item: text) }
      if let image = draft.line("img", of: element) {
        draft.stepImages.append(MX2Recipe.image(image))
      }
    }
    if texts.isEmpty { draft.steps.add(text: draft.text(directions) ?? "") }
  }

  /// A source with a label of its own, such as `Internet address`.
  private mutating func readOtherSource(_ element: XMLElement) {
    guard let source = draft.line("source", of: element) else { return }
    let label = draft.line("label", of: element)?.lowercased() ?? ""
    let isAddress =
      label.contains("internet") || label == "url" || label.contains("web")
      || source.isAddress
    if isAddress, draft.body.credit.url == nil {
      draft.body.credit.url = source
    } else {
      draft.keep(element)
    }
  }

  /// Ratings from 1 to 10, one for each of the cook's criteria; the recipe's is their mean.
  private mutating func readRatings(_ ratings: XMLElement) {
    let values = ratings.children("rate").compactMap { element in
      draft.line("value", of: element).flatMap { Double($0) }
    }.filter { (1...10).contains($0) }
    if !values.isEmpty {
      draft.body.rating = Rating(value: values.reduce(0, +) / Double(values.count), best: 10)
    }
    draft.keep(ratings)
  }

  private mutating func readNutrition(inCopy copy: XMLElement?) {
    guard let copy = draft.text(copy) else { return }
    let line = copy.split(separator: "\n").first { $0.hasPrefix("Per Serving") }
    if let line { addNutrition(String(line)) }
  }

  private mutating func addNutrition(_ text: String) {
    draft.body.nutrition.append(NutritionFact(name: "nutrition", value: text))
  }

  /// A picture beside the file, whose path is written as Windows does.
  private static func image(_ path: String) -> RecordImage {
    .member(name: path.split { $0 == "\\" || $0 == "/" }.joined(separator: "/"))
  }
}
