public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedRevision {
  /// Reads the members of a line of type `recipeRevision`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedRevision {
    ArchivedRevision(
      id: try fields.id("id"),
      recipeID: try fields.id("recipeId"),
      bodyDigest: try fields.digest("bodyDigest"),
      cause: try fields.choice("cause"),
      proposalID: try fields.optionalID("proposalId"),
      replacedAt: try fields.instant("replacedAt"))
  }

  /// Writes the members of a line of type `recipeRevision`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("recipeId", recipeID.text)
    writer.member("bodyDigest", bodyDigest.hex)
    writer.member("cause", cause.rawValue)
    writer.member("proposalId", proposalID?.text)
    writer.member("replacedAt", replacedAt)
  }
}
