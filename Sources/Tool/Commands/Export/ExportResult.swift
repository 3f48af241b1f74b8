import Console
import Exports
import JSONText
import RecipeFormats
import RecipeModel

/// What went out, and what the format could not hold.
struct ExportResult: CommandResult {
  var outcome: ExportOutcome
  /// What is known of the format's losses.
  var losses: [FormatLoss]

  var schema: String { "export/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("format", outcome.format)
    writer.member("to", outcome.path)
    writer.member("kind", outcome.kind.rawValue)
    writer.member("recipes", outcome.recipes)
    writer.member("files", outcome.files)
    writer.member("pictures", outcome.pictures)
    writer.member("missingPictures", outcome.missingPictures)
    writer.key("losses")
    writer.array { writer in
      for (field, count) in sortedLosses {
        writer.object { writer in
          writer.member("field", field.rawValue)
          writer.member("recipes", count)
          writer.member("why", why(field))
        }
      }
    }
    writer.member("unindexedRecipes", outcome.unindexedRecipes)
  }

  func show(on output: HumanOutput) {
    let recipes = Figures.count(outcome.recipes, "recipe", "recipes")
    let files =
      outcome.kind == .document
      ? "" : " in \(Figures.count(outcome.files, "file", "files"))"
    output.line("\(recipes)\(files) written to \(outcome.path) as \(outcome.format)")
    if !sortedLosses.isEmpty {
      var table = TextTable(columns: [
        .init("not as it was"), .init("recipes", .right), .init("why"),
      ])
      for (field, count) in sortedLosses {
        table.append([.init(field.rawValue), .init(count), .init(why(field))])
      }
      output.table(table)
    }
    if outcome.missingPictures > 0 {
      output.note(
        "\(Figures.count(outcome.missingPictures, "picture", "pictures")) left out: the file is not there"
      )
    }
    if outcome.unindexedRecipes > 0 {
      output.note(
        "\(Figures.count(outcome.unindexedRecipes, "recipe", "recipes")) could not be searched yet: "
          + "`levain index`")
    }
  }

  /// In the order of the model.
  private var sortedLosses: [(field: RecordField, count: Int)] {
    RecordField.allCases.compactMap { field in outcome.losses[field].map { (field, $0) } }
  }

  private func why(_ field: RecordField) -> String {
    losses.first { $0.field == field }?.what ?? "does not come back as it was"
  }
}
