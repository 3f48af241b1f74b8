import ArgumentParser
import JSONText
import PipelineCore
import Store

/// Brings the indexes up to date.
struct IndexCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Bring the indexes of lineage, tags, full text and near-duplicates up to date.",
    discussion: "Only what changed is done again; --rebuild starts from nothing.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Flag(help: "Build the indexes from nothing.")
  var rebuild = false

  func run(in session: CommandSession) throws -> IndexResult {
    try session.atWorkbench(for: "index", waiting: waiting.patience) { bench in
      let lineage = try LineageWork(rebuilds: rebuild).run(at: bench)
      let tags = try TagsWork(rebuilds: rebuild).run(at: bench)
      let duplicates = try DuplicatesWork(rebuilds: rebuild).run(at: bench)
      return IndexResult(lineage: lineage, tags: tags, duplicates: duplicates)
    }
  }
}

/// What was indexed.
struct IndexResult: CommandResult {
  var lineage: LineageResult
  var tags: TagsResult
  var duplicates: DuplicatesResult

  var schema: String { "index/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("lineage")
    writer.raw(lineage.json)
    writer.key("tags")
    writer.raw(tags.json)
    writer.key("duplicates")
    writer.raw(duplicates.json)
  }

  func show(on output: HumanOutput) {
    lineage.show(on: output)
    tags.show(on: output)
    duplicates.show(on: output)
  }
}
