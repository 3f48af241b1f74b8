import PipelineCore
import RecipeModel
import RecipeText

/// One `recipe` element of CookML, mapped.
struct CookMLRecipe: XMLRecipe {
  private var draft = RecordDraft()
  /// Codes of ingredients in tables of nutrients, and their weights.
  private var codes: [JSONValue] = []

  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    draft.body.language = draft.line("lang", of: recipe)
    for element in recipe.children {
      switch element.name {
      case "head": readHead(element)
      case "part": readPart(element)
      case "preparation": readPreparation(element)
      case "remark": readRemark(element)
      default: draft.keep(element)
      }
    }
    if !codes.isEmpty { draft.extras.append(JSONMember("ingredient", .array(codes))) }
    return draft.finish(place)
  }

  // MARK: - Head

  private mutating func readHead(_ head: XMLElement) {
    draft.body.title = draft.line("title", of: head) ?? draft.line(head.child("title")) ?? ""
    draft.externalID = draft.line("rid", of: head)
    draft.body.credit.author = draft.line("createuser", of: head)
    readYield(head)
    for (field, name) in CookMLRecipe.times {
      draft.readTime(field, draft.line(name, of: head), named: name)
    }
    draft.createdAt = moment("createdate", of: head)
    draft.updatedAt = moment("changedate", of: head)
    draft.keepAttributes(of: head, but: CookMLRecipe.headAttributes)
    for element in head.children { readHeadPart(element) }
  }

  private static let times: [(RecipeField, String)] = [
    (.preparationTime, "timeprepqty"), (.cookingTime, "timecookqty"), (.totalTime, "timeallqty"),
  ]

  private static let headAttributes = [
    "title", "rid", "createuser", "servingqty", "servingtype", "timeprepqty", "timecookqty",
    "timeallqty", "createdate", "changedate",
  ]

  private mutating func readYield(_ head: XMLElement) {
    guard let amount = draft.line("servingqty", of: head) else { return }
    if let type = draft.line("servingtype", of: head) {
      let yield = YieldText.yield("\(amount) \(type)")
      if QuantityText.whole(amount) == nil || yield?.amount != nil { draft.body.yield = yield }
    } else {
      draft.readServings(amount)
    }
  }

  /// A moment; of years with fewer than four digits the century went missing (`2-02-09` is 2002).
  private mutating func moment(_ name: String, of head: XMLElement) -> Instant? {
    guard let stated = draft.line(name, of: head) else { return nil }
    var text = stated
    let digits = text.prefix { $0 != "-" }
    if digits.utf8.count <= 2, let year = Int(digits), year > 0 {
      text = "\(year < 70 ? 2000 + year : 1900 + year)" + text.dropFirst(digits.count)
    }
    if let moment = Instant(text, zonelessIsUTC: true) { return moment }
    draft.warn(.unreadableValue, name)
    draft.extras.append(JSONMember(name, .string(stated)))
    return nil
  }

  private mutating func readHeadPart(_ element: XMLElement) {
    switch element.name {
    case "title": break
    case "cat": readCategory(element)
    case "hint": readHint(element)
    case "sourceline":
      if let source = draft.line(element) { draft.readSource(source) }
    case "content": readContent(element)
    case "pic":
      if let file = draft.line("file", of: element) {
        let name = file.split { $0 == "\\" || $0 == "/" }.joined(separator: "/")
        draft.images.append(.member(name: name))
      }
    case "picbin": draft.addImage(base64: element.text, named: "picbin")
    default: draft.keep(element)
    }
  }

  /// A category; a number stands for one in a table of the program, and means nothing elsewhere.
  private mutating func readCategory(_ element: XMLElement) {
    guard let category = draft.line(element) else { return }
    if category.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      draft.keep(element)
    } else {
      draft.tags.add(category)
    }
  }

  /// A keyword, as Kalorio uses it, or a sentence.
  private mutating func readHint(_ element: XMLElement) {
    guard let hint = draft.text(element) else { return }
    if hint.utf8.count <= 40, !hint.contains("\n"), !hint.hasSuffix(".") {
      draft.tags.add(list: hint)
    } else {
      draft.body.notes.append(hint)
    }
  }

  /// A nutrient and how much of it there is.
  private mutating func readContent(_ element: XMLElement) {
    guard let type = draft.line("type", of: element), let value = draft.line("value", of: element)
    else {
      draft.keep(element)
      return
    }
    draft.body.nutrition.append(NutritionFact(name: type, value: value))
  }

  // MARK: - Ingredients

  private mutating func readPart(_ part: XMLElement) {
    draft.ingredients.startGroup(draft.line("title", of: part))
    for element in part.children {
      switch element.name {
      case "ingredient": readIngredient(element)
      case "inote": draft.addNote(element)
      default: draft.keep(element)
      }
    }
    draft.ingredients.startGroup(nil)
  }

  /// An ingredient with its parts as attributes; the amount may be words.
  private mutating func readIngredient(_ element: XMLElement) {
    let item = draft.line("item", of: element)
    guard let item = item ?? draft.line(element.child("item")) else { return }
    let amount = draft.line("qty", of: element).flatMap { $0 == "0" ? nil : $0 }
    let notes =
      [draft.line("preparation", of: element)]
      + element.children("inote").map { draft.line($0) }
    let stated = notes.compactMap(\.self)
    draft.ingredients.add(
      StatedIngredient(
        amount: amount, unit: draft.line("unit", of: element), item: item,
        note: stated.isEmpty ? nil : stated.joined(separator: "; ")
      ).ingredient)
    let members = element.attributes.compactMap { (name, value) -> JSONMember? in
      guard !["item", "qty", "unit", "preparation"].contains(name), !value.isEmpty else {
        return nil
      }
      return draft.line(stated: value).map { JSONMember(name, .string($0)) }
    }
    if !members.isEmpty {
      codes.append(.object([JSONMember("item", .string(item))] + members))
    }
  }

  // MARK: - Text

  /// Steps, or one text of several.
  private mutating func readPreparation(_ preparation: XMLElement) {
    let steps = preparation.children("step")
    for step in steps { draft.steps.add(item: draft.text(step) ?? "") }
    if steps.isEmpty { draft.steps.add(text: draft.text(preparation) ?? "") }
  }

  /// The lines of a remark, with who made it.
  private mutating func readRemark(_ remark: XMLElement) {
    let lines = remark.children("line").compactMap { draft.line($0) }
    guard let text = lines.isEmpty ? draft.text(remark) : lines.joined(separator: "\n") else {
      return
    }
    draft.body.notes.append(draft.line("user", of: remark).map { "\($0):\n\(text)" } ?? text)
    draft.keepAttributes(of: remark, but: ["user"])
  }
}
