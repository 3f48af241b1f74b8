import RecipeText

/// What a member of a JSON recipe says, whatever the format calls it.
enum RecipeField: Int {
  case title
  /// A title that counts only when no better one is stated.
  case headline
  case summary, ingredients, steps
  case preparationTime, cookingTime, totalTime, yield
  case author, source
  /// A source that counts only when nothing better is stated.
  case publisher
  case url
  /// An address that counts only when nothing better is stated.
  case page
  /// The recipe that this one was made from.
  case basedOn
  case image
  /// A smaller picture that counts only when there is no other.
  case thumbnail
  case tags, diet, nutrition, rating, notes, comments, equipment, language
  case externalID, createdAt
  /// A moment that counts as creation when no better one is stated.
  case publishedAt
  case updatedAt
  /// A member that says what the others mean, and nothing about the recipe.
  case context
}

/// The member names of one format.
struct FieldNames: Sendable {
  private let table: WordTable

  /// Takes names separated by spaces for each field; `folding` says which spellings are one.
  init(_ rows: [(RecipeField, String)], folding: WordTable.Folding) {
    table = WordTable(
      rows.flatMap { row in
        row.1.split(separator: " ").map { (String($0), row.0.rawValue) }
      }, folding: folding)
  }

  /// Finds the field that a member name stands for.
  func field(_ name: UnsafeBufferPointer<UInt8>) -> RecipeField? {
    table.value(of: name).flatMap(RecipeField.init(rawValue:))
  }
}
