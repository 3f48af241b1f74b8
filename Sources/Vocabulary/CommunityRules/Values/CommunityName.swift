import RecipeModel

/// A community's name as it is shown: tidied, 1 to 200 Unicode scalars, no control characters.
public struct CommunityName: Sendable, Hashable {
  public let text: String

  public init(_ text: String) throws(InvalidValue) {
    let tidied = FoldedName.tidy(text)
    try tidied.requirePlain(as: .communityName)
    try tidied.requireLength(atMost: 200, of: .communityName)
    self.text = tidied
  }
}
