/// What becomes of a record that says what a living recipe of the target says already.
public enum DuplicateHandling: String, Sendable, CaseIterable {
  /// It is left out.
  case skip
  /// It is stored as a variant of that recipe.
  case variant
  /// It is stored on its own.
  case keep
}

/// What becomes of a stored record that says nearly what another recipe of the target says.
public enum NearDuplicateHandling: String, Sendable, CaseIterable {
  /// Nobody looks for such.
  case ignore
  /// They are named in the import's result.
  case list
  /// Each becomes a variant of the recipe that it is most alike, of those stored before it.
  case variant
}
