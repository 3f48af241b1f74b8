import PipelineCore
import RecipeModel
import RecipeText

/// One `Recipe` element of Living Cookbook, mapped.
struct LivingCookbookRecipe: XMLRecipe {
  var terms = LivingCookbookTerms()
  private var draft = RecordDraft()
  private var servings: String?
  private var ratings: [Double] = []
  private var reviews: [JSONValue] = []

  /// Reads the element; a recipe without a name is rejected.
  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    for (name, value) in recipe.attributes {
      if let stated = draft.line(stated: value) { readAttribute(name, stated, value) }
    }
    for element in recipe.children { readPart(element) }
    settle()
    return draft.finish(place)
  }

  // MARK: - Attributes

  private mutating func readAttribute(_ name: String, _ stated: String, _ value: String) {
    switch name {
    case "name": draft.body.title = stated
    case "id": draft.externalID = stated
    case "cookbookid", "cookbookchapterid":
      if let name = terms.name(of: name.dropLast(2), stated).flatMap({ draft.line(stated: $0) }) {
        draft.tags.add(name)
      }
    case "servings": servings = stated
    case "yield": draft.body.yield = YieldText.yield(stated)
    case "preparationtime": draft.readTime(.preparationTime, AmountText.time(stated), named: name)
    case "cookingtime": draft.readTime(.cookingTime, AmountText.time(stated), named: name)
    case "readyintime": draft.readTime(.totalTime, AmountText.time(stated), named: name)
    case "recipetypes": draft.tags.add(list: stated)
    case "author": draft.take(name, stated, as: \.body.credit.author)
    case "source":
      draft.body.credit.source = stated
    case "webpage": draft.take(name, stated, as: \.body.credit.url)
    case "comments": draft.body.summary = draft.cleaner.text(value)
    case "createdate", "modifydate": readDate(name, stated)
    // Numbers of 0 are what the program fills in.
    case _ where stated != "0": draft.keep(name, stated)
    default: break
    }
  }

  /// `YYYY-MM-DD` or `MM/DD/YYYY`, with or without a time behind it.
  private mutating func readDate(_ name: String, _ stated: String) {
    let date = stated.split(separator: " ").first.map(String.init) ?? stated
    let parts = date.split(separator: "/").compactMap { Int($0) }
    let american =
      parts.count == 3 ? Day(year: parts[2], month: parts[0], day: parts[1])?.start : nil
    guard
      let moment = american ?? Instant(stated, zonelessIsUTC: true)
        ?? Instant(date, zonelessIsUTC: true)
    else {
      draft.warn(.unreadableValue, name)
      return draft.keep(name, stated)
    }
    if name == "createdate" { draft.createdAt = moment } else { draft.updatedAt = moment }
  }

  private mutating func settle() {
    if let servings {
      if draft.body.yield == nil {
        draft.readServings(servings)
      } else if servings != "0" {
        draft.keep("servings", servings)
      }
    }
    if !ratings.isEmpty {
      let mean = ratings.reduce(0, +) / Double(ratings.count)
      draft.body.rating = Rating(value: (mean * 100).rounded() / 100, count: ratings.count)
    }
    if !reviews.isEmpty { draft.extras.append(JSONMember("reviews", .array(reviews))) }
  }

  // MARK: - Parts

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "recipeingredients", "recipeprocedures", "recipeauthornotes", "recipetips",
      "recipereviews", "recipeimages":
      for item in element.children { readPart(item) }
    case "recipeingredient": readIngredient(element)
    case "recipeprocedure": readProcedure(element)
    case "recipeauthornote", "recipetip": draft.addNote(element)
    case "recipereview": readReview(element)
    case "recipeimage", "sourceimage": readPicture(element)
    case "recipenutrition": readNutrition(element)
    case "recipemeasures", "recipemeasure": break
    default: draft.keep(element)
    }
  }

  private mutating func readIngredient(_ element: XMLElement) {
    guard let item = draft.line("ingredient", of: element) ?? draft.line(element) else { return }
    if isHeading(element) {
      draft.ingredients.startGroup(item.hasSuffix(":") ? String(item.dropLast()) : item)
      return
    }
    let amount = draft.line("quantity", of: element).flatMap { $0 == "0" ? nil : $0 }
    let unit = draft.line("unit", of: element)
    guard amount != nil || unit != nil else {
      draft.ingredients.add(IngredientLine.ingredient(item))
      return
    }
    draft.ingredients.add(StatedIngredient(amount: amount, unit: unit, item: item).ingredient)
  }

  private mutating func readProcedure(_ element: XMLElement) {
    let parts = element.children("proceduretext").compactMap { draft.text($0) }
    let stated = parts.isEmpty && element.child("procedureimage") == nil ? draft.text(element) : nil
    let text = stated ?? parts.joined(separator: "\n")
    if !text.isEmpty {
      if isHeading(element) {
        draft.steps.startGroup(draft.cleaner.line(text))
      } else {
        draft.steps.add(text: text)
      }
    }
    for picture in element.children("procedureimage") { readPicture(picture, ofStep: true) }
  }

  private mutating func readReview(_ element: XMLElement) {
    let stars = element.attribute("rating").flatMap { Double($0) }
    if let stars, stars > 0, stars <= 5 { ratings.append(stars) }
    var members: [JSONMember] = []
    for (name, value) in element.attributes where name != "recipeid" {
      if let line = draft.line(stated: value) { members.append(JSONMember(name, .string(line))) }
    }
    if let text = draft.text(element) { members.append(JSONMember("text", .string(text))) }
    if !members.isEmpty { reviews.append(.object(members)) }
  }

  /// A picture in Base64, or the name of one that lies in the archive.
  private mutating func readPicture(_ element: XMLElement, ofStep: Bool = false) {
    let text = element.text
    let before = draft.images.count
    if text.utf8.contains(where: { $0 > 0x20 }) {
      draft.addImage(base64: text, named: element.name)
    } else if let name = draft.line("filename", of: element)?
      .split(whereSeparator: { $0 == "\\" || $0 == "/" }).last
    {
      let image = RecordImage.member(name: String(name))
      if !draft.images.contains(image) { draft.images.append(image) }
    }
    if ofStep, draft.images.count > before { draft.stepImages.append(draft.images.removeLast()) }
    // What a picture shows is said nowhere else.
    if let caption = draft.line("description", of: element) { draft.keep("caption", caption) }
  }

  /// Attributes with the label and value; those of 0 say nothing.
  private mutating func readNutrition(_ element: XMLElement) {
    for (name, value) in element.attributes where name != "recipeid" && name != "id" {
      guard let stated = draft.line(stated: value), Double(stated) != 0 else { continue }
      draft.body.nutrition.append(NutritionFact(name: name, value: stated))
    }
  }

  private func isHeading(_ element: XMLElement) -> Bool {
    ["y", "yes", "true", "1"].contains(element.attribute("heading")?.lowercased() ?? "")
  }
}
