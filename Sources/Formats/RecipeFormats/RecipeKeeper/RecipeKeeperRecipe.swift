import RecipeModel
import RecipeText

/// A recipe of Recipe Keeper while its elements are read.
struct RecipeKeeperRecipe {
  private(set) var draft = RecordDraft()

  mutating func read(_ element: HTMLElement) {
    if element.name == "img" {
      // The first picture is shown twice: at the top, and among all.
      draft.addImage(element)
    } else if let nutrient = element.children.first(where: { $0.isNutrient }) {
      readNutrient(nutrient, shownBy: element)
    } else if let property = element.attribute("itemprop"), !element.isNutrient {
      read(property, element)
    }
  }

  private mutating func read(_ property: String, _ element: HTMLElement) {
    switch property {
    case "recipeId": draft.externalID = value(element)
    case "name": draft.body.title = value(element) ?? ""
    case "recipeRating": draft.readStars(value(element), named: property)
    case "recipeIsFavourite", "recipeIsFavorite":
      if value(element)?.lowercased() == "true" {
        draft.extras.append(JSONMember(property, .bool(true)))
      }
    case "recipeCourse", "recipeCategory", "recipeCollection":
      if let list = value(element) { draft.tags.add(list: list) }
    case "recipeSource": readSource(element)
    case "recipeYield":
      if let stated = value(element) { draft.readServings(stated) }
    case "prepTime": draft.readTime(.preparationTime, value(element), named: property)
    case "cookTime": draft.readTime(.cookingTime, value(element), named: property)
    case "totalTime": draft.readTime(.totalTime, value(element), named: property)
    case "recipeIngredients": readIngredients(element)
    case "recipeDirections": readSteps(element)
    case "recipeNotes":
      if let note = draft.text(element) { draft.body.notes.append(note) }
    default:
      if let value = value(element) { draft.extras.append(JSONMember(property, .string(value))) }
    }
  }

  private mutating func value(_ element: HTMLElement) -> String? {
    draft.line("content", of: element) ?? draft.line(element)
  }

  private mutating func readSource(_ element: HTMLElement) {
    if let link = element.descendants.first(where: { $0.name == "a" }),
      let address = draft.line("href", of: link)
    {
      draft.body.credit.url = address
      if let text = draft.line(element), text != address { draft.body.credit.source = text }
    } else if let stated = draft.line(element) {
      draft.readSource(stated)
    }
  }

  /// The lines of a text: its paragraphs, or what stands between breaks where it has none.
  private mutating func lines(_ element: HTMLElement) -> [(text: String, isHeading: Bool)] {
    let paragraphs = element.children.filter { $0.name == "p" }
    guard !paragraphs.isEmpty else {
      return (draft.text(element) ?? "").split(separator: "\n").map { (String($0), false) }
    }
    return paragraphs.flatMap { paragraph in
      (draft.text(paragraph) ?? "").split(separator: "\n")
        .map { (String($0), paragraph.isEmphasized) }
    }
  }

  private mutating func readIngredients(_ element: HTMLElement) {
    for line in lines(element) {
      if line.isHeading {
        draft.ingredients.startGroup(RecordDraft.heading(line.text))
      } else {
        draft.ingredients.add(line.text)
      }
    }
  }

  private mutating func readSteps(_ element: HTMLElement) {
    for line in lines(element) {
      if line.isHeading {
        draft.steps.startGroup(RecordDraft.heading(line.text))
      } else {
        draft.steps.add(item: line.text)
      }
    }
  }

  /// Reads `Total Fat: 41.5g`, of which the element inside states the bare number.
  private mutating func readNutrient(_ nutrient: HTMLElement, shownBy element: HTMLElement) {
    guard let shown = draft.line(element) ?? draft.line("content", of: nutrient) else { return }
    let parts = shown.split(separator: ":", maxSplits: 1)
    let stated = parts.count > 1 ? draft.line(stated: String(parts[1])) : nil
    let property = nutrient.attribute("itemprop")?.dropFirst("recipeNut".count) ?? ""
    if let stated {
      draft.body.nutrition.append(NutritionFact(name: String(parts[0]), value: stated))
    } else {
      draft.body.nutrition.append(NutritionFact(name: String(property), value: shown))
    }
  }
}

extension HTMLElement {
  fileprivate var isNutrient: Bool { attribute("itemprop")?.hasPrefix("recipeNut") ?? false }
}
