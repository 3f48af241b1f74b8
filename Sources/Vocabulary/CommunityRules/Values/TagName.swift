public import RecipeModel

/// A tag's name: as it is shown, and as it is compared (R10).
///
/// Two names are one tag when they fold to the same, however they are shown.
public struct TagName: Sendable, Equatable {
  /// Tidied, 1 to 100 Unicode scalars.
  public let shown: String
  public let folded: FoldedName

  public init(_ text: String) throws(InvalidValue) {
    let tidied = FoldedName.tidy(text)
    try tidied.requireLength(atMost: 100, of: .tagName)
    shown = tidied
    folded = FoldedName(tidied: tidied)
  }
}
