import Console
import JSONText
import PipelineCore
import RecipeArchives
import RecipeModel

extension FormatFindings {
  /// The warnings in a steady order.
  private var sortedWarnings: [(warning: RecordWarning, count: Int)] {
    warnings.sorted {
      ($0.key.code.rawValue, $0.key.field) < ($1.key.code.rawValue, $1.key.field)
    }.map { ($0.key, $0.value) }
  }

  /// The fields that recipes say something in, in the order of the model.
  private var statedFields: [(field: RecordField, count: Int)] {
    RecordField.allCases.compactMap { field in fields[field].map { (field, $0) } }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("format", format)
      writer.member("contents", contents)
      writer.member("recipes", recipes)
      writer.member("rejected", rejected)
      writer.key("fields")
      writer.object { writer in
        for (field, count) in statedFields { writer.member(field.rawValue, count) }
      }
      writer.key("pictures")
      writer.object { writer in
        for kind in PictureKind.allCases { writer.member(kind.rawValue, pictures[kind] ?? 0) }
      }
      writer.key("extras")
      writer.object { writer in
        for (name, count) in extras.sorted(by: { $0.key < $1.key }) { writer.member(name, count) }
      }
      if unlistedExtras > 0 { writer.member("unlistedExtras", unlistedExtras) }
      writer.key("warnings")
      writer.array { writer in
        for (warning, count) in sortedWarnings {
          writer.object { writer in
            writer.member("code", warning.code.rawValue)
            writer.member("field", warning.field)
            writer.member("count", count)
          }
        }
      }
      writer.member("samples", samples)
    }
  }

  /// Shows what the recipes hold: what is read, what is only kept, what was lost or guessed.
  func show(on output: HumanOutput) {
    output.line("\(format): \(Figures.count(recipes, "recipe", "recipes")), such as")
    for title in samples { output.line("  \(title)") }
    var table = TextTable(columns: [
      .init("what is found"), .init("recipes", .right), .init("what becomes of it"),
    ])
    for (field, count) in statedFields where field != .extras {
      table.append([
        .init(field.rawValue), .init(count), .init(field == .images ? "\(pictureKinds)" : "read"),
      ])
    }
    for (name, count) in extras.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
      .prefix(FormatFindings.shownExtras)
    {
      table.append([.init(name), .init(count), "kept as it is, without a field of its own"])
    }
    let more = extras.count - FormatFindings.shownExtras
    if more > 0 || unlistedExtras > 0 {
      table.append([
        "other members", "", .init("kept as they are; --json names up to 1000 of them"),
      ])
    }
    for (warning, count) in sortedWarnings {
      table.append([
        .init(warning.field), .init(count), .init(warning.code.rawValue, .warning),
      ])
    }
    output.table(table)
  }

  /// How many names of kept members are listed for people.
  private static let shownExtras = 20

  private var pictureKinds: String {
    PictureKind.allCases.compactMap { kind in
      pictures[kind].map { "\(Figures.count($0)) \(kind.rawValue)" }
    }.joined(separator: ", ")
  }
}
