public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedUser {
  /// Reads the members of a line of type `user`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedUser {
    let createdAt = try fields.instant("createdAt")
    return ArchivedUser(
      id: try fields.id("id"),
      email: try fields.string("email"),
      username: try fields.requiredString("username"),
      preferences: try fields.preferences(),
      createdAt: createdAt,
      updatedAt: try fields.optionalInstant("updatedAt") ?? createdAt,
      deletedAt: try fields.optionalInstant("deletedAt"),
      erasedAt: try fields.optionalInstant("erasedAt"))
  }

  /// Writes the members of a line of type `user`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("email", email)
    writer.member("username", username)
    writer.preferences(preferences)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("deletedAt", deletedAt)
    writer.member("erasedAt", erasedAt)
  }
}
