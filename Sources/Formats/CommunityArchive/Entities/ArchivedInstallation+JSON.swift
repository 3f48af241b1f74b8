public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedInstallation {
  /// Reads the members of a line of type `installation`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedInstallation {
    ArchivedInstallation(
      id: try fields.id("id"),
      retentionDays: try fields.number("retentionDays"),
      viewWindowMinutes: try fields.number("viewWindowMinutes"),
      timeZone: try fields.string("timeZone") ?? "UTC",
      createdAt: try fields.instant("createdAt"))
  }

  /// Writes the members of a line of type `installation`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("retentionDays", retentionDays)
    writer.member("viewWindowMinutes", viewWindowMinutes)
    writer.member("timeZone", timeZone)
    writer.member("createdAt", createdAt)
  }
}
