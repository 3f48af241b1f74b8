import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// A record while its members are being read.
///
/// Of JSON, each field accepts every form that archives write it in; what a form cannot give goes
/// to `extras` under its own name. Of members with one name, or with names for one thing, the
/// first that says something counts. The forms of one field family stand in one file.
struct RecordDraft {
  var body = RecipeBody(title: "")
  var ingredients = IngredientLines()
  var steps = StepLines()
  var tags = TagNames()
  var images: [RecordImage] = []
  /// Pictures of single steps, which come after those of the recipe.
  var stepImages: [RecordImage] = []
  var thumbnail: RecordImage?
  var headline: JSONMember?
  var externalID: String?
  var createdAt: Instant?
  var publishedAt: Instant?
  var updatedAt: Instant?
  var publisher: String?
  /// The address of the page, and the member that states it.
  var page: JSONMember?
  /// What the recipe was made from, and the member that states it.
  var basedOn: (address: String, member: JSONMember)?
  var extras: [JSONMember] = []
  var warnings: [RecordWarning] = []
  var cleaner = TextCleaner()
  /// The nodes that `@id` references may mean; empty outside of linked data.
  var nodes = NodeIndex()

  /// Reads one member; a value that the field cannot take goes to the extras.
  mutating func read(_ field: RecipeField?, _ name: JSONString, _ value: JSONElement) {
    let isTaken = field.map { read($0, value, name) } ?? false
    if !isTaken, !isEmpty(value) { extras.append(JSONMember(name.text, value.value)) }
    if cleaner.takeDroppedMarkup() { warn(.droppedMarkup, name.text) }
  }

  mutating func warn(_ code: RecordWarning.Code, _ field: String) {
    let warning = RecordWarning(code, field: field)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Whether the value says nothing: null, an empty text, or an array or object of such.
  func isEmpty(_ value: JSONElement) -> Bool {
    switch value.kind {
    case .null: true
    case .string: value.string?.bytes.isEmpty ?? true
    case .array: !value.elements.contains { !isEmpty($0) }
    case .object: !value.members.contains { !isEmpty($1) }
    case .integer, .double, .bool: false
    }
  }

  private mutating func read(
    _ field: RecipeField, _ value: JSONElement, _ name: JSONString
  ) -> Bool {
    switch field {
    case .title: return readTitle(value)
    case .headline: return readHeadline(value, name)
    case .summary: return readSummary(value)
    case .ingredients: return readIngredients(value)
    case .steps: return readSteps(value)
    case .preparationTime, .cookingTime, .totalTime: return readTime(field, value, name)
    case .yield: return readYield(value)
    case .author, .source, .publisher: return readCredit(field, value)
    case .url, .page, .basedOn: return readAddress(field, value, name)
    case .image, .thumbnail: return readImages(field, value, name)
    case .tags: return readTags(value)
    case .diet: return readDiets(value)
    case .nutrition: return readNutrition(value)
    case .rating: return readRating(value)
    case .notes, .comments: return readNotes(field, value)
    case .equipment: return readEquipment(value)
    case .language: return readLanguage(value)
    case .externalID: return readIdentifier(value)
    case .createdAt, .publishedAt, .updatedAt: return readMoment(field, value, name)
    case .context: return true
    }
  }
}

extension RecordDraft {
  /// Closes the draft: a record, or the rejection of a recipe without a title.
  consuming func finish(_ place: JSONRecordPlace, digest: Digest) -> ReadElement {
    settleTitle()
    guard !body.title.isEmpty else {
      return place.rejection(.missingTitle, Rejection.Code.missingTitle.meaning)
    }
    if place.isRepaired { warn(.repairedText, "record") }
    let location = place.location
    return .record((consume self).record(digest: digest), at: location)
  }

  /// Closes the draft of a recipe that has a title.
  consuming func record(digest: Digest, stepsNamed steps: String = "steps") -> RecipeRecord {
    settle()
    body.ingredients = ingredients.finish()
    body.steps = self.steps.finish()
    if body.ingredients.isEmpty { warn(.missingIngredients, "ingredients") }
    if body.steps.isEmpty { warn(.missingSteps, steps) }
    return RecipeRecord(
      body: body, tags: tags.names, images: images, externalID: externalID,
      basedOn: basedOn?.address, createdAt: createdAt, updatedAt: updatedAt, extras: extras,
      warnings: warnings,
      sourceDigest: digest)
  }

  /// Lets a headline be the title where there is no other, and keeps one that differs.
  private mutating func settleTitle() {
    if body.title.isEmpty, case .string(let title) = headline?.value { body.title = title }
    if let headline, headline.value != .string(body.title) { extras.append(headline) }
    headline = nil
  }

  /// Lets what counts only in the absence of something better take its place.
  private mutating func settle() {
    settleTitle()
    if let page {
      if body.credit.url == nil, case .string(let address) = page.value {
        body.credit.url = address
      } else if page.value != body.credit.url.map(JSONValue.string) {
        extras.append(page)
      }
    }
    settleOrigin()
    if body.credit.source == nil { body.credit.source = publisher }
    createdAt = createdAt ?? publishedAt
    if images.isEmpty, let thumbnail { images.append(thumbnail) }
    for image in stepImages where !images.contains(image) { images.append(image) }
  }

  /// Takes what the recipe is based on for its own address where it states no other.
  ///
  /// Programs write there where they took it from. Else, or where it says an id and no address, it
  /// may be another recipe; what it says is kept.
  private mutating func settleOrigin() {
    guard let (address, member) = basedOn else { return }
    let isAddress = address.utf8.contains { "./:".utf8.contains($0) }
    if isAddress, body.credit.url == nil { body.credit.url = address }
    if body.credit.url == address {
      basedOn = nil
    } else {
      extras.append(member)
    }
  }
}

extension JSONElement? {
  /// This value, or another one where it is missing or null.
  func otherwise(_ value: JSONElement) -> JSONElement {
    if let self, !self.isNull { return self }
    return value
  }
}
