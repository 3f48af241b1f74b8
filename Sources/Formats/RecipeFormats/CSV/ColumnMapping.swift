/// What a column of a table of recipes holds; raw values are what `columns:` and `--column` take.
public enum ColumnMeaning: String, Sendable, CaseIterable {
  case title, summary, ingredients
  /// The amounts of the ingredients, in a list of their own.
  case amounts
  case steps
  case preparationTime = "prep-time"
  case cookingTime = "cook-time"
  case totalTime = "total-time"
  /// How much it makes, as text.
  case yield
  /// How many it serves, where a number counts servings.
  case servings
  case author, source, url, image, tags, nutrition, rating, notes, equipment, language
  case id, created, updated
  /// Nothing that the model has a field for: kept by its name.
  case extra
  /// Nothing about the recipe: passed over.
  case ignored
}

/// What the columns of a table hold, by their names.
///
/// Names meet whatever their case, marks and spaces, and without what stands in parentheses.
struct ColumnMapping: Sendable, Equatable {
  private var meanings: [String: ColumnMeaning]

  /// Takes names and what they mean; of a name that comes twice the first counts.
  init(_ columns: [(name: String, meaning: ColumnMeaning)]) {
    meanings = Dictionary(
      columns.map { (ColumnMapping.folded($0.name), $0.meaning) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The meaning of a name as it stands; nil for an unknown one.
  subscript(name: String) -> ColumnMeaning? { meanings[ColumnMapping.folded(name)] }

  /// Finds what each column of a header holds; nil for a column whose name says nothing.
  ///
  /// A name counts as it stands; else without its number (`Step 2` is `Step`), and then several
  /// columns may mean the same; else by a single word of it that says what it is (`list of
  /// ingredients`), where no other column was found for that.
  func meanings(of names: [String]) -> [ColumnMeaning?] {
    var result: [ColumnMeaning?] = names.map { self[$0] }
    for (index, name) in names.enumerated() where result[index] == nil {
      let bare = name.prefix { !$0.isNumber }
      if bare.count < name.count, !bare.isEmpty { result[index] = self[String(bare)] }
    }
    for (index, name) in names.enumerated() where result[index] == nil {
      let words = name.split { !$0.isLetter }.compactMap { self[String($0)] }
      guard let word = words.first(where: ColumnMapping.telling.contains),
        !result.contains(word)
      else { continue }
      result[index] = word
    }
    return result
  }

  /// How many names of a header mean something.
  func knownColumns(of names: [String]) -> Int {
    meanings(of: names).count { $0 != nil }
  }

  /// What one word in a longer name tells without doubt.
  private static let telling: Set<ColumnMeaning> = [.ingredients, .steps, .tags, .notes, .rating]

  /// A name in small letters and digits, without what stands in parentheses or brackets.
  static func folded(_ name: String) -> String {
    let front = name.prefix { !"([".contains($0) }
    let letters = (front.isEmpty ? name[...] : front).filter { $0.isLetter || $0.isNumber }
    return letters.lowercased()
  }

  /// The same without a number and what follows it; empty for a name that begins with one.
  static func foldedWithoutNumber(_ name: String) -> String {
    folded(String(name.prefix { !$0.isNumber }))
  }
}

/// A column of a table, and what it was taken for.
public struct ColumnUse: Sendable, Equatable {
  /// The name in the header; empty for a column without one.
  public var name: String
  /// What it holds; nil when the name says nothing, so that it is kept by its name.
  public var meaning: ColumnMeaning?
}
