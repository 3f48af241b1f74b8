import RecipeModel
import RecipeText

/// What the readers of tables, YAML and labelled texts share: fields that are stated as text.
extension RecordDraft {
  /// Reads a field stated as text; what it cannot take goes to the extras under its name.
  mutating func read(_ field: RecipeField, _ name: String, stated: String) {
    let text = cleaner.text(stated)
    guard !text.isEmpty else { return }
    if !take(field, name, text) { keep(name, text) }
    if cleaner.takeDroppedMarkup() { warn(.droppedMarkup, name) }
  }

  private mutating func take(_ field: RecipeField, _ name: String, _ text: String) -> Bool {
    switch field {
    case .title, .headline:
      return set(\.body.title, isFree: body.title.isEmpty, cleaner.line(text))
    case .summary: return set(\.body.summary, isFree: body.summary == nil, text)
    case .ingredients: ingredients.add(text: text)
    case .steps: steps.add(text: text)
    case .preparationTime, .cookingTime, .totalTime:
      readTime(field, cleaner.line(text), named: name)
    case .yield:
      let yield = YieldText.yield(cleaner.line(text))
      return set(\.body.yield, isFree: body.yield == nil, yield)
    case .author:
      return set(\.body.credit.author, isFree: body.credit.author == nil, cleaner.line(text))
    case .source: readSource(cleaner.line(text))
    case .publisher: publisher = publisher ?? cleaner.line(text)
    case .url, .page:
      let isFree = body.credit.url == nil || body.credit.url == text
      return set(\.body.credit.url, isFree: isFree, cleaner.line(text))
    case .basedOn:
      let member = JSONMember(name, .string(text))
      let stated = (address: cleaner.line(text), member: member)
      return set(\.basedOn, isFree: basedOn == nil, stated)
    case .image, .thumbnail: readImages(stated: text)
    case .tags, .diet: tags.add(list: text)
    case .nutrition: readNutrition(name, text)
    case .rating: return readRating(stated: cleaner.line(text))
    case .notes, .comments: body.notes.append(text)
    case .equipment: readEquipment(stated: text)
    case .language: return set(\.body.language, isFree: body.language == nil, cleaner.line(text))
    case .externalID: return set(\.externalID, isFree: externalID == nil, cleaner.line(text))
    case .createdAt, .publishedAt, .updatedAt: return readMoment(field, name, cleaner.line(text))
    case .context: break
    }
    return true
  }

  private mutating func set<Value>(
    _ field: WritableKeyPath<RecordDraft, Value>, isFree: Bool, _ value: Value
  ) -> Bool {
    if isFree { self[keyPath: field] = value }
    return isFree
  }

  /// Pictures: addresses or file names, one a line, or several addresses glued with commas.
  private mutating func readImages(stated: String) {
    let glued = stated.replacing(",http", with: "\nhttp").replacing(", http", with: "\nhttp")
    for line in glued.split(whereSeparator: \.isNewline) {
      let image = RecordDraft.image(at: cleaner.line(String(line)))
      if !images.contains(image) { images.append(image) }
    }
  }

  /// A text of `key: value` lines, or the value of what its own name says.
  private mutating func readNutrition(_ name: String, _ text: String) {
    let isLabel = !name.lowercased().hasPrefix("nutri") && !text.contains("\n")
    if isLabel {
      body.nutrition.append(NutritionFact(name: name, value: text))
      return
    }
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1).map { cleaner.line(String($0)) }
      if parts.count == 2, parts[0].utf8.count <= 40, !parts[1].isEmpty {
        body.nutrition.append(NutritionFact(name: parts[0], value: parts[1]))
      } else {
        body.nutrition.append(NutritionFact(name: name, value: cleaner.line(String(line))))
      }
    }
  }

  /// A number up to 5, or out of another (`4/5`); 0 means that nobody rated.
  private mutating func readRating(stated: String) -> Bool {
    let parts = stated.split(separator: "/").map { QuantityText.whole(cleaner.line(String($0))) }
    guard body.rating == nil, (1...2).contains(parts.count), let value = parts[0]?.lower else {
      return false
    }
    let best = parts.count == 2 ? parts[1]?.lower ?? 0 : 5
    guard value > 0 else { return value == 0 }
    guard value <= best else { return false }
    body.rating = Rating(value: value, best: best)
    return true
  }

  private mutating func readEquipment(stated: String) {
    for part in stated.split(whereSeparator: { $0.isNewline || $0 == "," || $0 == ";" }) {
      let tool = cleaner.line(String(part))
      if !tool.isEmpty, !body.equipment.contains(tool) { body.equipment.append(tool) }
    }
  }

  /// A date or a moment; one without a zone is taken as UTC.
  private mutating func readMoment(_ field: RecipeField, _ name: String, _ text: String) -> Bool {
    let bare = text.hasSuffix(" UTC") ? text.dropLast(4) : text[...]
    guard let moment = Instant(bare, zonelessIsUTC: true) else {
      warn(.unreadableValue, name)
      return false
    }
    switch field {
    case .createdAt where createdAt == nil: createdAt = moment
    case .publishedAt where publishedAt == nil: publishedAt = moment
    case .updatedAt where updatedAt == nil: updatedAt = moment
    default: return false
    }
    return true
  }
}
