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
    let purgedAt = try fields.optionalInstant("purgedAt")
    return ArchivedCommunity(
      id: try fields.id("id"),
      slug: try purgedAt == nil ? fields.requiredString("slug") : fields.string("slug") ?? "",
      name: try purgedAt == nil ? fields.requiredString("name") : fields.string("name") ?? "",
      description: try fields.string("description") ?? "",
      visibility: try fields.choice("visibility"),
      timeZone: try fields.requiredString("timeZone"),
      createdAt: createdAt,
      updatedAt: try fields.optionalInstant("updatedAt") ?? createdAt,
      deletedAt: try fields.optionalInstant("deletedAt"),
      deletionID: try fields.optionalID("deletionId"),
      purgedAt: purgedAt)
  }

  /// Writes the members of a line of type `community`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    if purgedAt == nil {
      writer.member("slug", slug)
      writer.member("name", name)
    }
    writer.member("description", description)
    writer.member("visibility", visibility.rawValue)
    writer.member("timeZone", timeZone)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("deletedAt", deletedAt)
    writer.member("deletionId", deletionID?.text)
    writer.member("purgedAt", purgedAt)
  }
}
