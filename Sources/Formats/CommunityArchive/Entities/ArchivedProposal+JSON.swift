public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedProposal {
  /// Reads the members of a line of type `proposal`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedProposal {
    ArchivedProposal(
      id: try fields.id("id"),
      recipeID: try fields.id("recipeId"),
      proposerID: try fields.id("proposerId"),
      body: try fields.proposedBody(),
      baseDigest: try fields.digest("baseDigest"),
      status: try fields.choice("status"),
      createdAt: try fields.instant("createdAt"),
      decidedAt: try fields.optionalInstant("decidedAt"),
      decidedByUserID: try fields.optionalID("decidedByUserId"),
      variantRecipeID: try fields.optionalID("variantRecipeId"),
      recordDigest: try fields.optionalDigest("recordDigest"),
      deletedAt: try fields.optionalInstant("deletedAt"),
      deletionID: try fields.optionalID("deletionId"))
  }

  /// Writes the members of a line of type `proposal`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("recipeId", recipeID.text)
    writer.member("proposerId", proposerID.text)
    writer.proposedBody(body)
    writer.member("baseDigest", baseDigest.hex)
    writer.member("status", status.rawValue)
    writer.member("createdAt", createdAt)
    writer.member("decidedAt", decidedAt)
    writer.member("decidedByUserId", decidedByUserID?.text)
    writer.member("variantRecipeId", variantRecipeID?.text)
    writer.member("recordDigest", recordDigest?.hex)
    writer.member("deletedAt", deletedAt)
    writer.member("deletionId", deletionID?.text)
  }
}
