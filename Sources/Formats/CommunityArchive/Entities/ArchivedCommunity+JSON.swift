public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedCommunity {
  /// Reads the members of a line of type `community`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedCommunity {
    let createdAt = try fields.instant("createdAt")
    return ArchivedCommunity(
      id: try fields.id("id"),
      slug: try fields.requiredString("slug"),
      name: try fields.requiredString("name"),
      description: try fields.string("description") ?? "",
      visibility: try fields.choice("visibility"),
      timeZone: try fields.requiredString("timeZone"),
      createdAt: createdAt,
      updatedAt: try fields.optionalInstant("updatedAt") ?? createdAt,
      deletedAt: try fields.optionalInstant("deletedAt"),
      deletionID: try fields.optionalID("deletionId"))
  }

  /// Writes the members of a line of type `community`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.member("description", description)
    writer.member("visibility", visibility.rawValue)
    writer.member("timeZone", timeZone)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("deletedAt", deletedAt)
    writer.member("deletionId", deletionID?.text)
  }
}
