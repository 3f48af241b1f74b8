public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedRecipeBody {
  /// Reads the members of a line of type `recipeBody`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedRecipeBody {
    ArchivedRecipeBody(
      body: try fields.body("body"))
  }

  /// Writes the members of a line of type `recipeBody`.
  public func write(to writer: inout JSONWriter) {
    writer.member("body", body: body)
  }
}
