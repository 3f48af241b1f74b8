public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedImage {
  /// Reads the members of a line of type `recipeImage`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedImage {
    ArchivedImage(
      id: try fields.id("id"),
      recipeID: try fields.id("recipeId"),
      position: try fields.number("position"),
      place: try fields.imagePlace(),
      uploadedAt: try fields.instant("uploadedAt"),
      deletedAt: try fields.optionalInstant("deletedAt"))
  }

  /// Writes the members of a line of type `recipeImage`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("recipeId", recipeID.text)
    writer.member("position", position)
    writer.imagePlace(place)
    writer.member("uploadedAt", uploadedAt)
    writer.member("deletedAt", deletedAt)
  }
}
