/// The derived indexes that follow the base tables.
public enum DerivedIndex: String, Sendable, CaseIterable {
  /// Follows body numbers, as does the one below.
  case text
  case duplicates
  /// Follows the change counter, as do the ones below.
  case lineage
  case tags
}

extension ReadTransaction {
  /// How far an index has followed; 0 when it was never built.
  public func watermark(of index: DerivedIndex) throws(StoreFault) -> Int64 {
    try integer("SELECT watermark FROM index_state WHERE name = ?", [index.rawValue])
  }

  /// The highest number of the change counter that a recipe carries; 0 without recipes.
  ///
  /// An index that follows the change counter is caught up when its watermark is not below it.
  public func lastRecipeChange() throws(StoreFault) -> Int64 {
    try integer("SELECT max(change) FROM recipe")
  }

  /// Whether an index that follows the change counter has seen every change of a recipe.
  public func isCaughtUp(_ index: DerivedIndex) throws(StoreFault) -> Bool {
    try watermark(of: index) >= lastRecipeChange()
  }
}

extension WriteTransaction {
  /// Moves the watermark of an index; in the transaction that stores what it speaks of.
  public func moveWatermark(
    of index: DerivedIndex, to watermark: Int64
  ) throws(StoreFault) {
    try execute(DerivedIndex.movingWatermark, [index.rawValue, watermark])
  }
}

extension DerivedIndex {
  /// Takes the name of an index and its new watermark.
  static let movingWatermark = """
    INSERT INTO index_state (name, watermark) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET watermark = excluded.watermark
    """
}
