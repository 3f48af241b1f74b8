public import RecipeModel

/// What a store is at the moment of a snapshot.
public struct SnapshotState: Sendable, Equatable {
  public var installationID: String
  public var schemaVersion: Int
  /// The store-wide change counter.
  public var change: Int64
  /// The newest run; a store that holds it has gone on from here, or was never elsewhere.
  public var lastRun: RunID?
  /// The highest keys of the tables whose rows are never changed.
  public var lastBody: Int64
  public var lastImage: Int64

  public init(
    installationID: String, schemaVersion: Int, change: Int64, lastRun: RunID?, lastBody: Int64,
    lastImage: Int64
  ) {
    self.installationID = installationID
    self.schemaVersion = schemaVersion
    self.change = change
    self.lastRun = lastRun
    self.lastBody = lastBody
    self.lastImage = lastImage
  }
}

/// Some rows of one table as JSON lines.
///
/// The first line names the table and its columns, `{"table":"tag","columns":["id","name"]}`; each
/// other one is a row, the values in that order: numbers, texts, null, bytes as Base64. Where
/// `"gathered"` names a column, its value is an array and the line stands for a row with each.
public struct SnapshotBlock: Sendable, Equatable {
  public var lines: [UInt8]
  /// How many rows of the table the lines stand for.
  public var rows: Int
  /// The lowest and the highest key in it; nil for a table without integer keys.
  public var keys: ClosedRange<Int64>?
}

/// Which rows of a table are read.
public enum SnapshotRows: Sendable, Equatable {
  case all
  /// Those that are not as they were; of a table that does not say which, all.
  case changed(since: SnapshotState)
}
