import ArgumentParser
import Console
import JSONText
import PipelineCore
import RecipeArchives
import RecipeFormats

/// Says what archives are and hold.
struct InspectCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what archives are, how many recipes they hold, and what an import would lose.",
    discussion: """
      EXAMPLES:
        levain inspect inbox/
        levain inspect old-cookbook.zip --json
        levain inspect cards.mmf --records | jq -r .body.title
        levain inspect table.csv --column title=Rezeptname --column steps=Wie

      Needs no store and writes nothing. Archives are walked and read as `levain import` does it. It \
      ends as an import would: 0 when everything was read, 3 when some of it would go into \
      quarantine, 1 when there is no recipe at all.

      JSON (levain.inspect/1): contents (place, format, confidence, reason, recipes, rejected; the \
      first 1000), contentCount, recipes, rejected, formats (what was found in the recipes of each: \
      fields, extras, warnings with how many recipes they concern, pictures by kind, sample \
      titles), rejections (by code, and the first 20 with their places), leftOut. With --records \
      one object for each record (place, format, body, tags, images, externalId, createdAt, \
      updatedAt, extras, warnings, sourceDigest) or rejection (place, rejected, message).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Archives, and folders of archives.", completion: .file())
  var paths: [String]

  @Option(help: "The format, when it should not be found by content; see `levain formats`.")
  var format: String?

  @OptionGroup var columns: ColumnOptions

  @Flag(help: "Print every record whole, as one JSON object on a line, instead of the overview.")
  var records = false

  func validate() throws {
    guard !(records && options.json) else {
      throw ValidationError("--records prints JSON lines already; leave out --json.")
    }
  }

  func run(in session: CommandSession) throws -> InspectResult {
    let forced = try format.map { name throws(UnknownFormat) in
      try RecipeReaders.required(name)
    }
    let columns = try columns.stated()
    try columns.requireTable(forced)
    var writer = JSONWriter()
    let inspection = try session.observed { observer in
      try Inspector().inspect(paths, forced: forced, columns: columns, observer: observer) {
        element in
        guard records else { return }
        element.writeLine(to: &writer)
        session.context.terminal.writeOut(writer.bytes)
        writer.removeAll()
      }
    }
    // Alone, what is wrong with the one file that was named is the whole story.
    if !inspection.foundRecords, inspection.rejected == 1, let fault = inspection.firstFault {
      throw fault
    }
    return InspectResult(inspection: inspection, isOverview: !records)
  }
}
