public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedTarget {
  /// Reads the members of a line of type `target`.
  public static func read(_ fields: inout JSONFieldReader) throws(FieldFault) -> ArchivedTarget {
    ArchivedTarget(
      id: try fields.id("id"),
      communityID: try fields.id("communityId"),
      measure: try fields.choice("measure"),
      frequency: try fields.choice("frequency"),
      value: try fields.number("value"),
      since: try fields.day("since"),
      until: try fields.optionalDay("until"),
      createdAt: try fields.instant("createdAt"),
      endedAt: try fields.optionalInstant("endedAt"))
  }

  /// Writes the members of a line of type `target`.
  public func write(to writer: inout JSONWriter) {
    writer.member("id", id.text)
    writer.member("communityId", communityID.text)
    writer.member("measure", measure.rawValue)
    writer.member("frequency", frequency.rawValue)
    writer.member("value", value)
    writer.member("since", since.description)
    writer.member("until", until?.description)
    writer.member("createdAt", createdAt)
    writer.member("endedAt", endedAt)
  }
}
