import Console
import JSONText
import PipelineCore
import RecipeModel

/// An archive of everything of and about one user.
struct PersonExportResult: CommandResult {
  var path: String
  var user: UserID
  var isErased: Bool
  /// How many rows each section has.
  var sections: [(section: String, rows: Int)]
  var pictures = 0
  /// Pictures whose files are nowhere, or not what their names say.
  var missingPictures = 0
  var bytes: Int64 = 0

  var schema: String { "person-export/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("file", path)
    writer.member("user", user.text)
    writer.member("erased", isErased)
    writer.key("rows")
    writer.object { writer in
      for (section, rows) in sections { writer.member(section, rows) }
    }
    writer.member("pictures", pictures)
    writer.member("missingPictures", missingPictures)
    writer.key("bytes")
    writer.integer(bytes)
  }

  func show(on output: HumanOutput) {
    guard !isErased else {
      return output.note("this person was erased: \(path) says so, and holds nothing else")
    }
    let rows = sections.reduce(0) { $0 + $1.rows }
    output.note(
      "wrote \(Figures.count(rows, "row", "rows")) and "
        + "\(Figures.count(pictures, "picture", "pictures")) of one person into \(path) "
        + "(\(Figures.bytes(bytes)))")
    if missingPictures > 0 {
      output.messages.warning(
        Figures.count(missingPictures, "picture is", "pictures are") + " missing")
    }
  }
}
