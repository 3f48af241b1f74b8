public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedMembership {
  /// Reads the members of a line of type `membership`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedMembership {
    ArchivedMembership(
      id: try fields.id("id"),
      userID: try fields.id("userId"),
      communityID: try fields.id("communityId"),
      role: try fields.choice("role"),
      joinedAt: try fields.instant("joinedAt"),
      invitedByUserID: try fields.optionalID("invitedByUserId"),
      deletedAt: try fields.optionalInstant("deletedAt"),
      deletionID: try fields.optionalID("deletionId"))
  }

  /// Writes the members of a line of type `membership`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("userId", userID.text)
    writer.member("communityId", communityID.text)
    writer.member("role", role.rawValue)
    writer.member("joinedAt", joinedAt)
    writer.member("invitedByUserId", invitedByUserID?.text)
    writer.member("deletedAt", deletedAt)
    writer.member("deletionId", deletionID?.text)
  }
}
