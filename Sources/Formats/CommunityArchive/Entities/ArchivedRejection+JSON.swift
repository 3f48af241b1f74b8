public import ArchiveRecords
public import JSONText
public import RecipeCoding
import RecipeModel

extension ArchivedRejection {
  /// Reads the members of a line of type `quarantine`.
  public static func read(
    _ fields: inout JSONFieldReader
  ) throws(FieldFault) -> ArchivedRejection {
    ArchivedRejection(
      fingerprint: try fields.hex("fingerprint"),
      state: try fields.choice("state"),
      archive: try fields.requiredString("archive"),
      member: try fields.string("member") ?? "",
      line: try fields.integer("line"),
      byteOffset: try fields.integer("byteOffset"),
      pointer: try fields.string("pointer"),
      code: try fields.requiredString("code"),
      message: try fields.requiredString("message"),
      raw: try fields.hex("raw"),
      createdAt: try fields.instant("createdAt"))
  }

  /// Writes the members of a line of type `quarantine`.
  public func write(to writer: inout JSONWriter) {
    writer.member("fingerprint", hex: fingerprint)
    writer.member("state", state.rawValue)
    writer.member("archive", archive)
    writer.member("member", member)
    writer.member("line", line)
    writer.member("byteOffset", byteOffset)
    writer.member("pointer", pointer)
    writer.member("code", code)
    writer.member("message", message)
    writer.member("raw", hex: raw)
    writer.member("createdAt", createdAt)
  }
}
