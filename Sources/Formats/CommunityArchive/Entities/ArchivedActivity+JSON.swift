public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedActivity {
  /// Reads the members of a line of type `activity`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedActivity {
    ArchivedActivity(
      id: try fields.id("id"),
      kind: try fields.choice("kind"),
      userID: try fields.id("userId"),
      communityID: try fields.optionalID("communityId"),
      recipeID: try fields.optionalID("recipeId"),
      isRecipeWithheld: try fields.bool("recipeWithheld") ?? false,
      createdAt: try fields.instant("createdAt"))
  }

  /// Writes the members of a line of type `activity`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("kind", kind.rawValue)
    writer.member("userId", userID.text)
    writer.member("communityId", communityID?.text)
    writer.member("recipeId", recipeID?.text)
    writer.flag("recipeWithheld", isRecipeWithheld)
    writer.member("createdAt", createdAt)
  }
}
