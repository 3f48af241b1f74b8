import JSONText
import PipelineCore
import RecipeModel

/// The rows of an OpenEats fixture that say something about recipes, found again by recipe.
struct OpenEatsRows {
  /// A recipe, by its row.
  struct Recipe {
    var key: String
    var row: [UInt8]
    var location: SourceLocation
  }

  private(set) var recipes: [Recipe] = []
  /// How many rows of a model were met that have no place here.
  private(set) var leftOut: [(model: String, count: Int)] = []
  /// How many bytes are kept.
  private(set) var byteCount = 0
  private var ingredients: [String: [[UInt8]]] = [:]
  private var groups: [(key: String, recipe: String, title: String)] = []
  private var ratings: [String: [[UInt8]]] = [:]
  private var titles: [String: String] = [:]

  /// Models about the site and its people.
  private static let housekeeping: Set<String> = [
    "accounts", "admin", "auth", "authtoken", "contenttypes", "sessions", "sites", "base",
  ]

  /// Takes a row; false when it is none.
  mutating func add(_ row: JSONElement, at location: SourceLocation) -> Bool {
    guard let model = row.member("model")?.text?.lowercased(), let fields = row.member("fields"),
      fields.kind == .object
    else { return false }
    let key = row.member("pk").flatMap(OpenEatsRows.key) ?? ""
    switch model {
    case "recipe.recipe":
      recipes.append(Recipe(key: key, row: kept(fields), location: location))
    case "ingredient.ingredientgroup":
      let title = fields.member("title")?.text ?? ""
      groups.append((key, reference("recipe", in: fields), title))
    case "ingredient.ingredient":
      let group = reference("ingredient_group", in: fields)
      let owner = group.isEmpty ? "recipe " + reference("recipe", in: fields) : group
      ingredients[owner, default: []].append(kept(fields))
    case "rating.rating":
      ratings[reference("recipe", in: fields), default: []].append(kept(fields))
    case "recipe_groups.cuisine", "recipe_groups.course", "recipe_groups.tag":
      titles["\(model) \(key)"] = fields.member("title")?.text
    default: count(model)
    }
    return true
  }

  /// The groups of a recipe with their rows; those that stand in none come first.
  func groups(of recipe: Recipe) -> [(title: String, rows: [[UInt8]])] {
    let loose = ingredients["recipe " + recipe.key] ?? []
    return [("", loose)]
      + groups.filter { $0.recipe == recipe.key }.map { ($0.title, ingredients[$0.key] ?? []) }
  }

  func ratings(of recipe: Recipe) -> [[UInt8]] { ratings[recipe.key] ?? [] }

  /// The title behind a key of a model such as `course`; a title stands for itself.
  func title(_ value: JSONElement, of model: String) -> String? {
    guard let key = OpenEatsRows.key(value) else { return nil }
    return titles["recipe_groups.\(model) \(key)"] ?? value.text
  }

  /// How many ingredients belong to no recipe.
  func orphans() -> Int {
    let known = Set(recipes.map(\.key))
    let reached = Set(groups.filter { known.contains($0.recipe) }.map(\.key))
      .union(known.map { "recipe " + $0 })
    return ingredients.reduce(0) { reached.contains($1.key) ? $0 : $0 + $1.value.count }
  }

  private static func key(_ value: JSONElement) -> String? {
    value.integer.map { String($0) } ?? value.text
  }

  private func reference(_ name: StaticString, in fields: JSONElement) -> String {
    fields.member(name).flatMap(OpenEatsRows.key) ?? ""
  }

  private mutating func kept(_ fields: JSONElement) -> [UInt8] {
    var writer = JSONWriter()
    RecordDigest.write(fields, to: &writer)
    byteCount += writer.bytes.count
    return writer.bytes
  }

  private mutating func count(_ model: String) {
    let app = model.split(separator: ".").first.map(String.init) ?? model
    if OpenEatsRows.housekeeping.contains(app) { return }
    if let index = leftOut.firstIndex(where: { $0.model == model }) {
      leftOut[index].count += 1
    } else {
      leftOut.append((model, 1))
    }
  }
}
