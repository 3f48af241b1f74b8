import RecipeModel
import RecipeText

/// A recipe of Copy Me That while its elements are read.
struct CopyMeThatRecipe {
  private(set) var draft = RecordDraft()

  /// Reads the parts of a recipe: known ones as a whole, others by what is inside them.
  mutating func read(_ element: HTMLElement) {
    for part in element.children where !read(known: part) { read(part) }
  }

  private mutating func read(known part: HTMLElement) -> Bool {
    switch part.attribute("id") ?? part.words("class").first ?? "" {
    case "name": draft.body.title = draft.line(part) ?? ""
    case "link": readLink(part)
    case "description": draft.body.summary = draft.text(part)
    case "recipeYield":
      if let stated = draft.line(part) { draft.readServings(stated) }
    case "recipeCategory":
      if let tag = draft.line(part) { draft.tags.add(tag) }
    case "made_this", "starred":
      draft.extras.append(JSONMember(part.attribute("id") ?? "", .bool(true)))
    case "ratingValue": draft.readStars(draft.line(part), named: "ratingValue")
    case "recipeImage": draft.addImage(part)
    case "recipeIngredients": readIngredients(part)
    case "recipeInstructions": readSteps(part)
    case "recipeNotes": readNotes(part)
    case "recipeIngredient_header", "recipeInstructions_header", "recipeNotes_header": break
    case "servings", "categories", "extra_info", "rating": return false
    case let id where part.attribute("id") != nil && !id.isEmpty:
      if let text = draft.text(part) { draft.extras.append(JSONMember(id, .string(text))) }
    default:
      if part.name == "img" { draft.addImage(part) }
      return part.name == "img"
    }
    return true
  }

  /// Reads `Adapted from` and a link, or a book without one.
  private mutating func readLink(_ part: HTMLElement) {
    if let link = part.descendants.first(where: { $0.name == "a" }),
      let address = draft.line("href", of: link) ?? draft.line(link)
    {
      draft.body.credit.url = address
      if let name = draft.line(link), !name.contains("://") { draft.body.credit.source = name }
    } else {
      draft.body.credit.source = draft.line(part)
    }
  }

  private mutating func readIngredients(_ list: HTMLElement) {
    for item in list.children {
      guard let line = draft.line(item) else { continue }
      if item.hasClass("recipeIngredient_subheader") {
        draft.ingredients.startGroup(RecordDraft.heading(line))
      } else if item.hasClass("recipeIngredient_note") {
        draft.body.notes.append(line)
      } else {
        draft.ingredients.add(line)
      }
    }
  }

  private mutating func readSteps(_ list: HTMLElement) {
    for item in list.children {
      if item.hasClass("instruction_subheader") {
        if let heading = draft.line(item) { draft.steps.startGroup(RecordDraft.heading(heading)) }
      } else if let step = draft.text(item) {
        draft.steps.add(item: step)
      }
    }
  }

  private mutating func readNotes(_ part: HTMLElement) {
    let notes = part.descendants.filter { $0.hasClass("recipeNote") }
    for note in notes {
      if let text = draft.text(note) { draft.body.notes.append(text) }
    }
    if notes.isEmpty, let text = draft.text(part) { draft.body.notes.append(text) }
  }
}
