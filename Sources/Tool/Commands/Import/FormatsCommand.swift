import ArgumentParser
import Console
import JSONText
import RecipeFormats

/// Lists the formats.
struct FormatsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that are read and written.")

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) -> FormatList {
    FormatList(formats: FormatDescription.all)
  }
}

/// The formats, in the order in which they are tried.
struct FormatList: CommandResult {
  var formats: [FormatDescription]

  var schema: String { "formats/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("formats")
    writer.array { writer in
      for format in formats {
        writer.object { writer in
          writer.key("name")
          writer.string(format.name)
          writer.key("description")
          writer.string(format.summary)
          writer.key("reads")
          writer.bool(format.reads)
          writer.key("writes")
          writer.bool(format.writes)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("format"), .init("reads"), .init("writes"), .init("what it is"),
    ])
    for format in formats {
      table.append([
        .init(format.name), .init(format.reads ? "yes" : "no"),
        .init(format.writes ? "yes" : "no"), .init(format.summary),
      ])
    }
    output.table(table)
  }
}
