public import RecipeModel

/// A tag, shared by all communities.
public struct ArchivedTag: Sendable, Equatable {
  public var id: TagID
  /// As it is shown.
  public var name: String

  public init(
    id: TagID, name: String
  ) {
    self.id = id
    self.name = name
  }
}
