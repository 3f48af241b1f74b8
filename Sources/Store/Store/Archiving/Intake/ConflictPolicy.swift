/// What becomes of records that contradict what a store says under the same id.
public enum ConflictPolicy: String, Sendable, CaseIterable {
  /// They are refused: an archive is to agree with the store.
  case refuse
  /// What is there stays as it is.
  case skip
  /// What recipes say is replaced, and kept as a revision; those deleted since come back. All else
  /// that is there stays as it is.
  case overwrite
  /// Nothing that is there changes: what a recipe said comes in beside it, under an id of its own,
  /// and what names a taken slug, address or username comes in under another one.
  case keepBoth = "keep-both"
}
