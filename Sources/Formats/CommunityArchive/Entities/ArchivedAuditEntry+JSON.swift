public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedAuditEntry {
  /// Reads the members of a line of type `auditLog`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedAuditEntry {
    ArchivedAuditEntry(
      id: try fields.id("id"),
      action: try fields.requiredString("action"),
      actorID: try fields.optionalID("actorId"),
      entityType: try fields.choice("entityType"),
      entityID: try fields.requiredString("entityId"),
      communityID: try fields.optionalID("communityId"),
      metadata: fields.json("metadata"),
      createdAt: try fields.instant("createdAt"))
  }

  /// Writes the members of a line of type `auditLog`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("action", action)
    writer.member("actorId", actorID?.text)
    writer.member("entityType", entityType.rawValue)
    writer.member("entityId", entityID)
    writer.member("communityId", communityID?.text)
    writer.member("metadata", json: metadata)
    writer.member("createdAt", createdAt)
  }
}
