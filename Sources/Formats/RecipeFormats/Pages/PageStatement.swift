import PipelineCore
import RecipeModel
import RecipeText

/// One statement of a recipe by a page, which may state it more than once.
struct PageStatement {
  /// How it is stated; of two that are equally rich the first counts.
  enum Form: Int {
    case linkedData, microdata, rdfa
  }

  var record: RecipeRecord
  var form: Form
  var location: SourceLocation
  /// Whether the page ended inside of it.
  var isCut = false
  /// Whether it is said to be of a recipe; what only looks like one is none by itself.
  var isTyped = true
  /// Whether a picture is stated by its whole address.
  var hasSureImage = false
  /// What it is told apart from others by.
  let title: FoldedName
  private let lines: Set<FoldedName>

  init(_ record: RecipeRecord, form: Form, at location: SourceLocation) {
    self.record = record
    self.form = form
    self.location = location
    title = FoldedName(record.body.title)
    lines = Set(record.body.ingredients.flatMap(\.ingredients).map { FoldedName($0.text) })
  }

  /// Whether it states neither ingredients nor steps, as a teaser of another page does.
  var isBare: Bool { richness == 0 }

  /// How much of a recipe it states.
  var richness: Int {
    (record.body.ingredients.isEmpty ? 0 : 1) + (record.body.steps.isEmpty ? 0 : 1)
  }

  /// Whether both state one recipe by the same title; two recipes of one form may share a title.
  func hasTitle(of other: PageStatement) -> Bool {
    guard !title.text.isEmpty, title == other.title else { return false }
    return form != other.form || lines.isEmpty || other.lines.isEmpty
      || sharedLines(with: other) > 0
  }

  /// How much two forms under two titles, or without one, look like one recipe; 0 for not at all.
  func likeness(to other: PageStatement) -> Int {
    guard form != other.form else { return 0 }
    if !lines.isEmpty, !other.lines.isEmpty { return sharedLines(with: other) }
    let isLike = title.text.contains(other.title.text) || other.title.text.contains(title.text)
    return title.text.isEmpty || other.title.text.isEmpty || isLike ? 1 : 0
  }

  /// Whether a statement without a type is of the same recipe: by its title, else by its lines.
  func isMeant(by untyped: PageStatement) -> Bool {
    hasTitle(of: untyped) || sharedLines(with: untyped) > 0
  }

  /// How many ingredients stand in both; 0 when less than half of the shorter list does.
  private func sharedLines(with other: PageStatement) -> Int {
    let shared = lines.intersection(other.lines).count
    return shared * 2 >= min(lines.count, other.lines.count) ? shared : 0
  }
}

extension RecipeRecord {
  /// Takes from another statement of the same recipe what this one does not say.
  mutating func fillGaps(from other: RecipeRecord) {
    if body.title.isEmpty { body.title = other.body.title }
    body.summary = body.summary ?? other.body.summary
    if body.ingredients.isEmpty, !other.body.ingredients.isEmpty {
      body.ingredients = other.body.ingredients
      warnings.removeAll { $0.code == .missingIngredients }
    }
    if body.steps.isEmpty, !other.body.steps.isEmpty {
      body.steps = other.body.steps
      warnings.removeAll { $0.code == .missingSteps }
    }
    fillDetails(from: other.body)
    if tags.isEmpty { tags = other.tags }
    if images.isEmpty { images = other.images }
    externalID = externalID ?? other.externalID
    createdAt = createdAt ?? other.createdAt
    updatedAt = updatedAt ?? other.updatedAt
    for member in other.extras where !extras.contains(where: { $0.name == member.name }) {
      extras.append(member)
    }
  }

  private mutating func fillDetails(from other: RecipeBody) {
    body.times.preparation = body.times.preparation ?? other.times.preparation
    body.times.cooking = body.times.cooking ?? other.times.cooking
    body.times.total = body.times.total ?? other.times.total
    body.yield = body.yield ?? other.yield
    body.credit.author = body.credit.author ?? other.credit.author
    body.credit.source = body.credit.source ?? other.credit.source
    body.credit.url = body.credit.url ?? other.credit.url
    if body.nutrition.isEmpty { body.nutrition = other.nutrition }
    body.rating = body.rating ?? other.rating
    if body.notes.isEmpty { body.notes = other.notes }
    if body.equipment.isEmpty { body.equipment = other.equipment }
    body.language = body.language ?? other.language
  }
}
