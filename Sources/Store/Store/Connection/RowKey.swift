public import RecipeModel

/// The integer key of a stored row; never shown, never written to an archive.
public struct RowKey<Entity>: Sendable, Hashable, Comparable {
  public var value: Int64

  public init(_ value: Int64) {
    self.value = value
  }

  public static func < (first: RowKey, second: RowKey) -> Bool { first.value < second.value }
}

/// Marks keys of recipe bodies.
public enum BodyEntity {}
/// Marks keys of stored images.
public enum ImageEntity {}
/// Marks keys of deletions.
public enum DeletionEntity {}
/// Marks keys of the calendars that days are counted in.
public enum CalendarEntity {}

public typealias ActivityKey = RowKey<ActivityEntity>
public typealias UserKey = RowKey<UserEntity>
public typealias CommunityKey = RowKey<CommunityEntity>
public typealias MembershipKey = RowKey<MembershipEntity>
public typealias RecipeKey = RowKey<RecipeEntity>
public typealias ProposalKey = RowKey<ProposalEntity>
public typealias RevisionKey = RowKey<RecipeRevisionEntity>
public typealias BodyKey = RowKey<BodyEntity>
public typealias TagKey = RowKey<TagEntity>
public typealias ImageKey = RowKey<ImageEntity>
public typealias DeletionKey = RowKey<DeletionEntity>
public typealias RunKey = RowKey<RunEntity>
public typealias CalendarKey = RowKey<CalendarEntity>
public typealias TargetKey = RowKey<TargetEntity>
