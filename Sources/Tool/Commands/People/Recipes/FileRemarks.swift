import Console
import JSONText
import RecipeModel

/// What is to be said of a file that one recipe was read from.
struct FileRemarks {
  /// What of the file was not taken: how many of what, none of them 0.
  private var leftOut: [(name: String, count: Int)]
  private var warnings: [RecordWarning]

  /// Takes what was read; an edit leaves tags and pictures as they are.
  init(on record: RecipeRecord, takesTagsAndPicture: Bool) {
    let takenPictures = takesTagsAndPicture && record.imageURL != nil ? 1 : 0
    leftOut = [
      ("pictures", record.images.count - takenPictures),
      ("fields", record.extras.count),
      ("tags", takesTagsAndPicture ? 0 : record.tags.count),
    ].filter { $0.count > 0 }
    warnings = record.warnings
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("leftOut")
    writer.object { writer in
      for part in leftOut { writer.member(part.name, part.count) }
    }
    writer.key("warnings")
    writer.array { writer in
      for warning in warnings {
        writer.object { writer in
          writer.member("code", warning.code.rawValue)
          writer.member("field", warning.field)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    for part in leftOut { output.note("left out: \(Figures.count(part.count)) × \(part.name)") }
    for warning in warnings { output.note("\(warning.code.rawValue) (\(warning.field))") }
  }
}
