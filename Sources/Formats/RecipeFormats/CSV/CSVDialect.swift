/// How one program or data set writes its table of recipes.
struct CSVDialect: Sendable {
  var columns: ColumnMapping
  /// Reads the cells that mean something special, by the names of their columns; false for others.
  var readCell: @Sendable (inout RecordDraft, String, String) -> Bool = { _, _, _ in false }
  /// What an ingredient line stands for before it is read.
  var readIngredient: @Sendable (inout RecordDraft, String) -> Bool = { _, _ in false }
}
