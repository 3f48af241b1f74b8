public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedDeletion {
  /// Reads the members of a line of type `deletion`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedDeletion {
    ArchivedDeletion(
      id: try fields.id("id"),
      kind: try fields.choice("kind"),
      actorID: try fields.optionalID("actorId"),
      deletedAt: try fields.instant("deletedAt"))
  }

  /// Writes the members of a line of type `deletion`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("kind", kind.rawValue)
    writer.member("actorId", actorID?.text)
    writer.member("deletedAt", deletedAt)
  }
}
