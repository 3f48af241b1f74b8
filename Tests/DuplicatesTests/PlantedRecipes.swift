import RecipeModel
import RecipeText
import TestKit

/// A recipe as lines of text, to plant changes in.
struct PlainRecipe: Sendable {
  var title: String
  var ingredients: [String]
  var steps: [String]

  /// As a format reads it that takes lines apart.
  var body: RecipeBody {
    RecipeBody(
      title: title,
      ingredients: [IngredientGroup(ingredients: ingredients.map(IngredientLine.ingredient))],
      steps: [StepGroup(steps: steps)])
  }

  /// As a format reads it that keeps lines as they are, and one paragraph of steps.
  var plainBody: RecipeBody {
    RecipeBody(
      title: title,
      ingredients: [IngredientGroup(ingredients: ingredients.map { Ingredient(text: $0) })],
      steps: [StepGroup(steps: [steps.joined(separator: "\n")])])
  }

  static func random(using generator: inout SeededGenerator) -> PlainRecipe {
    func some(_ words: [String]) -> String { words.randomElement(using: &generator) ?? "" }
    let chosen = foods.shuffled(using: &generator).prefix(
      Int.random(in: 5...10, using: &generator))
    return PlainRecipe(
      title: "\(some(manners)) \(some(Array(chosen))) \(some(dishes))",
      ingredients: chosen.map { "\(some(amounts)) \(some(units)) \(some(manners)) \($0)" },
      steps: (0..<Int.random(in: 3...6, using: &generator)).map { _ in
        "\(some(verbs)) the \(some(Array(chosen))) \(some(ways)), then \(some(verbs)) the "
          + "\(some(Array(chosen))) \(some(ways)) for \(Int.random(in: 2...50, using: &generator))"
          + " minutes."
      })
  }

  private static let foods = words(
    """
    flour oats butter sugar eggs milk carrots onions garlic tomatoes thyme lentils potatoes leeks \
    rice barley walnuts honey cumin paprika basil bacon salmon olives noodles apples raisins cocoa \
    cream mustard ginger cabbage fennel peas peppers limes
    """)
  private static let manners = words(
    "smoked dried fresh ground sweet bitter young whole frozen red")
  private static let dishes = words("bread soup cake stew salad pie curry tart broth ragout")
  private static let verbs = words("stir fry roast soak whisk chop boil knead toast blend")
  private static let ways = ["gently", "in a pan", "with care", "until soft", "in cold water"]
  private static let units = words("cups tablespoons teaspoons ounces pounds g")
  private static let amounts = ["1", "2", "3", "1/2", "3/4", "1 1/2", "50", "125", "2-3"]

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}

/// What is planted beside a recipe: a change to it, or something that only looks like it.
enum Plant: String, CaseIterable, Sendable {
  case typos, units, letterCase, order, more, less, step, title, format
  case otherDish, scaled, boilerplate

  var isNear: Bool {
    switch self {
    case .otherDish, .scaled, .boilerplate: false
    default: true
    }
  }

  func plant(
    in recipe: inout PlainRecipe, beside original: inout PlainRecipe,
    using generator: inout SeededGenerator
  ) {
    switch self {
    case .typos:
      for index in 0..<2 {
        recipe.ingredients[index].remove(at: lastLetter(recipe.ingredients[index]))
      }
      recipe.steps[0].remove(at: lastLetter(recipe.steps[0]))
    case .units:
      recipe.ingredients = recipe.ingredients.map { line in
        Plant.abbreviations.reduce(line) { $0.replacing($1.0, with: $1.1) }
      }
    case .letterCase:
      recipe.title = recipe.title.uppercased()
      recipe.steps = recipe.steps.map { $0.uppercased() }
    case .order: recipe.ingredients.shuffle(using: &generator)
    case .more: recipe.ingredients.append("2 pinches saffron")
    case .less: recipe.ingredients.removeLast()
    case .step: recipe.steps[0] = "Begin with whatever takes the longest, and do not hurry."
    case .title: recipe.title = "Our dinner on Fridays"
    case .format: recipe.steps = recipe.steps.map { $0 + "\n" }
    case .otherDish:
      let title = recipe.title
      recipe = .random(using: &generator)
      recipe.title = title
    case .scaled:
      recipe.ingredients = recipe.body.ingredients[0].ingredients.map { ingredient in
        let amount = 3 * (ingredient.quantity?.upper ?? ingredient.quantity?.lower ?? 1)
        return "\(amount) \(ingredient.unit ?? "") \(ingredient.item ?? "")"
      }
    case .boilerplate:
      recipe = .random(using: &generator)
      recipe.steps += Plant.sentences
      original.steps += Plant.sentences
    }
  }

  private func lastLetter(_ text: String) -> String.Index {
    text.lastIndex { $0.isLetter } ?? text.startIndex
  }

  private static let abbreviations = [
    ("cups", "c."), ("tablespoons", "Tbsp."), ("teaspoons", "tsp"), ("ounces", "oz"),
    ("pounds", "lbs"), (" g ", " grams "), ("1 1/2", "1½"), ("3/4", "0.75"), ("2-3", "2 to 3"),
  ]

  private static let sentences = [
    "Read the whole recipe before you begin, and put everything within reach of your hands.",
    "Ovens differ, so keep an eye on it for the last few minutes, and trust your nose.",
    "Tell us below how you liked it, and send a picture of your table to our kitchen.",
  ]
}
