/// The closed set of records; raw values stand in every line of an archive as its `type`.
///
/// The order is that of writing: what is referred to comes before what refers to it.
public enum ArchiveEntity: String, Sendable, CaseIterable {
  case installation
  case user
  case deletion
  case community
  case membership
  case target
  case tag
  case recipeBody
  case recipe
  case recipeSource
  case recipeImage
  case proposal
  case recipeRevision
  case activity
  case auditLog
  case view
  case quarantine
  /// Not what is so but what was done; its lines have an `op` instead of a `type`.
  case operation
}
