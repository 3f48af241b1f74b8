/// The public id of an entity: a text that archives carry and people see.
///
/// The id is what a community archive brought, a name-based UUID of the source identity for
/// other imports, or a version 7 UUID for what people create. It is never an integer key.
public struct EntityID<Entity>: Sendable, Hashable, CustomStringConvertible {
  public var text: String

  public init(_ text: String) {
    self.text = text
  }

  public var description: String { text }
}

/// Marks ids of users.
public enum UserEntity {}
/// Marks ids of communities.
public enum CommunityEntity {}
/// Marks ids of memberships.
public enum MembershipEntity {}
/// Marks ids of recipes.
public enum RecipeEntity {}
/// Marks ids of revisions of recipes.
public enum RecipeRevisionEntity {}
/// Marks ids of recipe images.
public enum RecipeImageEntity {}
/// Marks ids of tags.
public enum TagEntity {}
/// Marks ids of update proposals.
public enum ProposalEntity {}
/// Marks ids of activity entries.
public enum ActivityEntity {}
/// Marks ids of audit entries.
public enum AuditEntity {}
/// Marks ids of runs.
public enum RunEntity {}
/// Marks ids of takedowns.
public enum TakedownEntity {}
/// Marks ids of targets.
public enum TargetEntity {}

public typealias UserID = EntityID<UserEntity>
public typealias CommunityID = EntityID<CommunityEntity>
public typealias MembershipID = EntityID<MembershipEntity>
public typealias RecipeID = EntityID<RecipeEntity>
public typealias RecipeRevisionID = EntityID<RecipeRevisionEntity>
public typealias RecipeImageID = EntityID<RecipeImageEntity>
public typealias TagID = EntityID<TagEntity>
public typealias ProposalID = EntityID<ProposalEntity>
public typealias ActivityID = EntityID<ActivityEntity>
public typealias AuditID = EntityID<AuditEntity>
public typealias RunID = EntityID<RunEntity>
public typealias TakedownID = EntityID<TakedownEntity>
public typealias TargetID = EntityID<TargetEntity>
