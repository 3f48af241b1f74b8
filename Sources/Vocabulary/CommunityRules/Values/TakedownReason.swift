import RecipeModel

/// Why something is taken down, for the operator and admins: tidied, 1 to 1000 Unicode scalars.
public struct TakedownReason: Sendable, Hashable {
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    let tidied = FoldedName.tidy(text)
    try tidied.requireLength(atMost: 1000, of: .takedownReason)
    self.text = tidied
  }
}
