import PipelineCore

/// How one program or data set writes its table of recipes.
struct CSVDialect: Sendable {
  var columns: ColumnMapping
  /// What somebody says of the columns; it counts before the rest.
  var stated = StatedColumns.none
  /// Reads the cells that mean something special, by the names of their columns; false for others.
  var readCell: @Sendable (inout RecordDraft, String, String) -> Bool = { _, _, _ in false }
  /// What an ingredient line stands for before it is read.
  var readIngredient: @Sendable (inout RecordDraft, String) -> Bool = { _, _ in false }

  /// The columns of a table; a fault when one that was stated is not there.
  func columns(of names: [String], at location: SourceLocation) throws(ReadFault) -> [CSVColumn] {
    let found = stated.find(in: names)
    guard found.missing.isEmpty else {
      throw ReadFault(.missingColumns(found.missing, found: names), at: location)
    }
    return known(found, in: names)
  }

  /// The columns of a table as far as they are known.
  func known(_ found: StatedColumns.Found, in names: [String]) -> [CSVColumn] {
    let taken = stated.fields
    let guesses = columns.meanings(of: names)
    return names.indices.map { index in
      if let meaning = found.meanings[index] {
        return CSVColumn(names[index], meaning, isStated: true)
      }
      let guess = guesses[index].flatMap { taken.contains($0) ? nil : $0 }
      return CSVColumn(names[index], guess)
    }
  }

  /// Whether columns make a table one of recipes; with columns stated a title is enough.
  func isOfRecipes(_ columns: [CSVColumn]) -> Bool {
    let meanings = columns.map(\.meaning)
    return stated.isEmpty ? CSVTable.isOfRecipes(meanings) : meanings.contains(.title)
  }
}
