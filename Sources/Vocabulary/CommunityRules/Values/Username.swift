public import RecipeModel

/// A user's name as others see it: tidied, 1 to 64 Unicode scalars, no control characters.
public struct Username: Sendable, Hashable {
  /// The name as it is shown.
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    let tidied = FoldedName.tidy(text)
    try tidied.requirePlain(as: .username)
    try tidied.requireLength(atMost: 64, of: .username)
    self.text = tidied
  }

  /// The form in which usernames are compared: without case.
  public var folded: FoldedName { FoldedName(text) }
}
