import ArgumentParser
import RecipeFormats

/// What the columns of tables hold, as a command line says it.
struct ColumnOptions: ParsableArguments {
  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "The column of tables that holds a field, such as title=Rezeptname; may be repeated.",
      valueName: "field=header"))
  var columns: [String] = []

  func stated() throws(ColumnFault) -> StatedColumns {
    var pairs: [(field: String, header: String)] = []
    for column in columns {
      let parts = column.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ColumnFault(.notAPair(column)) }
      pairs.append((String(parts[0]), String(parts[1])))
    }
    return try StatedColumns(pairs)
  }
}
