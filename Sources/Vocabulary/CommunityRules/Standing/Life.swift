public import RecipeModel

/// Marks ids of deletions.
public enum DeletionEntity {}

/// The id of one act of deleting; everything that the act took carries it (R20).
public typealias DeletionID = EntityID<DeletionEntity>

/// Whether a thing lives, or which deletion took it and when.
public enum Life: Sendable, Hashable {
  case living
  case deleted(by: DeletionID, at: Instant)

  public var isLiving: Bool { self == .living }

  /// The deletion that took it; nil while it lives.
  public var deletion: DeletionID? {
    switch self {
    case .living: nil
    case .deleted(let deletion, _): deletion
    }
  }
}
