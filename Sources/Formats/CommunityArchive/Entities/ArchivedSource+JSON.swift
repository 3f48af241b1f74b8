public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedSource {
  /// Reads the members of a line of type `recipeSource`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedSource {
    ArchivedSource(
      recipeID: try fields.id("recipeId"),
      sourceName: try fields.requiredString("sourceName"),
      identityKind: try fields.choice("identityKind"),
      identity: try fields.requiredString("identity"),
      identityOrdinal: try fields.number("identityOrdinal"),
      recordDigest: try fields.digest("recordDigest"),
      format: try fields.requiredString("format"),
      readerVersion: try fields.number("readerVersion"),
      bodyDigest: try fields.digest("bodyDigest"),
      archive: try fields.requiredString("archive"),
      member: try fields.string("member") ?? "",
      extras: fields.json("extras"))
  }

  /// Writes the members of a line of type `recipeSource`.
  public func write(to writer: inout JSONWriter) {
    writer.member("recipeId", recipeID.text)
    writer.member("sourceName", sourceName)
    writer.member("identityKind", identityKind.rawValue)
    writer.member("identity", identity)
    writer.member("identityOrdinal", identityOrdinal)
    writer.member("recordDigest", recordDigest.hex)
    writer.member("format", format)
    writer.member("readerVersion", readerVersion)
    writer.member("bodyDigest", bodyDigest.hex)
    writer.member("archive", archive)
    writer.member("member", member)
    writer.member("extras", json: extras)
  }
}
