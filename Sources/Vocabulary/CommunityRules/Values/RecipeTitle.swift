import RecipeModel

/// A recipe's title as it is shown: tidied, 1 to 500 Unicode scalars.
///
/// Control characters stay: a title is somebody's text, kept exactly and escaped where it is shown.
public struct RecipeTitle: Sendable, Hashable {
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    let tidied = FoldedName.tidy(text)
    try tidied.requireLength(atMost: 500, of: .recipeTitle)
    self.text = tidied
  }
}
