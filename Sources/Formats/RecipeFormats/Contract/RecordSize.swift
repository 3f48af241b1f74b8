import RecipeModel

extension ReadElement {
  /// Whether it is a recipe with more text than a record may have.
  ///
  /// What was let through as a picture because it begins as one may have been read as a text.
  func holdsMoreText(than limits: ReaderLimits) -> Bool {
    guard case .record(let record, _) = self else { return false }
    return record.textBytes > limits.maximumRecordBytes
  }
}

extension RecipeRecord {
  /// What the texts that may be of any length take.
  fileprivate var textBytes: Int {
    var count = body.title.utf8.count + (body.summary?.utf8.count ?? 0)
    for group in body.ingredients {
      count += group.name?.utf8.count ?? 0
      for ingredient in group.ingredients { count += ingredient.text.utf8.count }
    }
    for group in body.steps {
      count += group.name?.utf8.count ?? 0
      for step in group.steps { count += step.utf8.count }
    }
    for note in body.notes { count += note.utf8.count }
    for fact in body.nutrition { count += fact.name.utf8.count + fact.value.utf8.count }
    for tag in tags { count += tag.utf8.count }
    for credit in [body.credit.author, body.credit.source, body.credit.url] {
      count += credit?.utf8.count ?? 0
    }
    for extra in extras { count += extra.name.utf8.count + extra.value.textBytes }
    return count
  }
}

extension JSONValue {
  fileprivate var textBytes: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .array(let elements): elements.reduce(0) { $0 + $1.textBytes }
    case .object(let members):
      members.reduce(0) { $0 + $1.name.utf8.count + $1.value.textBytes }
    default: 8
    }
  }
}
