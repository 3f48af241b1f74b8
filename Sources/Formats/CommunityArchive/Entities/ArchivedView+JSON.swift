public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedView {
  /// Reads the members of a line of type `view`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedView {
    ArchivedView(
      id: try fields.string("id"),
      recipeID: try fields.id("recipeId"),
      userID: try fields.optionalID("userId"),
      viewedAt: try fields.instant("viewedAt"),
      agent: try fields.optionalChoice("agent") ?? .person)
  }

  /// Writes the members of a line of type `view`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("recipeId", recipeID.text)
    writer.member("userId", userID?.text)
    writer.member("viewedAt", viewedAt)
    if agent != .person { writer.member("agent", agent.rawValue) }
  }
}
