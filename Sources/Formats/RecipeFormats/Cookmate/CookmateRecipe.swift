import PipelineCore
import RecipeModel
import RecipeText

/// One `recipe` element of Cookmate, mapped.
struct CookmateRecipe: XMLRecipe {
  private var draft = RecordDraft()
  private var addresses: [RecordImage] = []

  /// Reads the element; a recipe without a title is rejected.
  mutating func read(_ recipe: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    for element in recipe.children { readPart(element) }
    draft.keepAttributes(of: recipe, but: [])
    // The address that a picture came from stands in where its file is not there.
    draft.images += addresses
    return draft.finish(place)
  }

  private mutating func readPart(_ element: XMLElement) {
    switch element.name {
    case "title": if let title = draft.line(element) { draft.body.title = title }
    case "description": draft.body.summary = text(element)
    case "preptime": draft.readTime(.preparationTime, draft.line(element), named: element.name)
    case "cooktime": draft.readTime(.cookingTime, draft.line(element), named: element.name)
    case "totaltime": draft.readTime(.totalTime, draft.line(element), named: element.name)
    case "ingredient": readIngredients(element)
    case "recipetext": readSteps(element)
    case "quantity":
      if let stated = draft.line(element) { draft.body.yield = YieldText.yield(stated) }
    case "comments": if let note = text(element) { draft.body.notes.append(note) }
    case "nutrition": if let facts = text(element) { draft.readNutrition(lines: facts) }
    case "category", "tag", "cuisine":
      if let name = draft.line(element) { draft.tags.add(name) }
    case "lang": draft.body.language = draft.line(element)
    case "rating": readRating(element)
    case "source": if let stated = draft.line(element) { draft.readSource(stated) }
    case "url": if let url = draft.line(element) { draft.take("url", url, as: \.body.credit.url) }
    case "imagepath", "image": readPictures(element)
    case "imageurl": if let url = draft.line(element) { addresses.append(.remote(url: url)) }
    case "favorite":
      if let flag = draft.line(element), flag != "0", flag.lowercased() != "false" {
        draft.keep(element)
      }
    default: draft.keep(element)
    }
  }

  /// The `li` elements as lines, or the text itself.
  private mutating func text(_ element: XMLElement) -> String? {
    let items = element.children("li").compactMap { draft.text($0) }
    return items.isEmpty ? draft.text(element) : items.joined(separator: "\n")
  }

  private mutating func readIngredients(_ element: XMLElement) {
    let items = element.children("li")
    if items.isEmpty, let text = draft.text(element) { draft.ingredients.add(text: text) }
    for item in items {
      guard let line = draft.line(item) else { continue }
      if let heading = CookmateRecipe.starred(line) {
        draft.ingredients.startGroup(heading)
      } else {
        draft.ingredients.add(line)
      }
    }
  }

  /// An empty `li` is space between steps.
  private mutating func readSteps(_ element: XMLElement) {
    let items = element.children("li")
    if items.isEmpty, let text = draft.text(element) { draft.steps.add(text: text) }
    for item in items {
      guard let text = draft.text(item) else { continue }
      if let heading = CookmateRecipe.starred(text) {
        draft.steps.startGroup(heading)
      } else {
        draft.steps.add(item: text)
      }
    }
  }

  /// A heading that is marked with `*` before it, and perhaps behind it; nil for a bullet.
  private static func starred(_ line: String) -> String? {
    guard line.hasPrefix("*"), !line.hasPrefix("* "), line.utf8.count <= 80 else { return nil }
    let heading = line.drop { $0 == "*" }.reversed().drop { $0 == "*" || $0 == ":" }.reversed()
    return heading.isEmpty || line.contains("\n") ? nil : String(heading)
  }

  private mutating func readRating(_ element: XMLElement) {
    guard let stated = draft.line(element) else { return }
    guard let stars = Double(stated), stars >= 0, stars <= 5 else { return draft.keep(element) }
    if stars > 0 { draft.body.rating = Rating(value: stars) }
  }

  /// Paths on a telephone; in the backup the files lie in `images/`.
  private mutating func readPictures(_ element: XMLElement) {
    let paths = element.children("path").compactMap { draft.line($0) }
    for path in paths.isEmpty ? [draft.line(element)].compactMap(\.self) : paths {
      if path.contains("://"), !path.hasPrefix("file:") {
        addresses.append(.remote(url: path))
      } else if let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last {
        let image = RecordImage.member(name: "images/\(name)")
        if !draft.images.contains(image) { draft.images.append(image) }
      }
    }
  }
}
