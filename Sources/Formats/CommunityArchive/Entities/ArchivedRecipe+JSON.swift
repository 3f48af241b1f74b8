public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedRecipe {
  /// Reads the members of a line of type `recipe`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedRecipe {
    let createdAt = try fields.instant("createdAt")
    let purgedAt = try fields.optionalInstant("purgedAt")
    return ArchivedRecipe(
      id: try fields.id("id"),
      body: purgedAt == nil ? ArchivedBody(try fields.recipeBody()) : nil,
      tags: try fields.strings("tags"),
      imageURL: try fields.string("imageUrl"),
      creatorID: try fields.id("creatorId"),
      communityID: try fields.optionalID("communityId"),
      origin: try fields.origin(),
      isOriginWithheld: try fields.bool("originWithheld") ?? false,
      createdAt: createdAt,
      updatedAt: try fields.optionalInstant("updatedAt") ?? createdAt,
      deletedAt: try fields.optionalInstant("deletedAt"),
      deletionID: try fields.optionalID("deletionId"),
      purgedAt: purgedAt)
  }

  /// Writes the members of a line of type `recipe`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    if let body { writer.recipeBody(body) }
    writer.member("tags", tags)
    writer.member("imageUrl", imageURL)
    writer.member("creatorId", creatorID.text)
    writer.member("communityId", communityID?.text)
    writer.origin(origin)
    writer.flag("originWithheld", isOriginWithheld)
    writer.member("createdAt", createdAt)
    writer.member("updatedAt", updatedAt)
    writer.member("deletedAt", deletedAt)
    writer.member("deletionId", deletionID?.text)
    writer.member("purgedAt", purgedAt)
  }
}
