import Console
import FullText
import JSONText
import PipelineCore
import Store
import Tags

/// Indexes tags and full text, as a command or a pipeline asks for it.
struct TagsWork {
  var rebuilds = false

  func run(at bench: Workbench) throws -> TagsResult {
    try bench.recorded(.tags, "index tags and full text") { _ in
      TagsResult(
        tags: try TagStage.run(on: bench.store, rebuilding: rebuilds, observer: bench.observer),
        fullText: try FullTextStage.run(
          on: bench.store, rebuilding: rebuilds, observer: bench.observer))
    }
  }
}

/// What the tag and full-text stages did.
struct TagsResult: CommandResult {
  var tags: TagReport
  var fullText: FullTextReport

  var schema: String { "tags-index/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("communities")
    writer.integer(tags.communities)
    writer.key("texts")
    writer.integer(fullText.bodies)
  }

  func show(on output: HumanOutput) {
    output.note(
      "tags: \(Figures.count(tags.communities, "community", "communities")) counted, "
        + "\(Figures.count(fullText.bodies, "text", "texts")) indexed")
  }
}
