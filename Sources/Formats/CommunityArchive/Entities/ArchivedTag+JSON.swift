public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedTag {
  /// Reads the members of a line of type `tag`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedTag {
    ArchivedTag(
      id: try fields.id("id"),
      name: try fields.requiredString("name"))
  }

  /// Writes the members of a line of type `tag`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("name", name)
  }
}
