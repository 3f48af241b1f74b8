import Archives
import Backups
import Communities
import Console
import JSONText
import PipelineCore
import Store

/// Writes the history of the installation, as a command asks for it.
struct HistoryWork {
  var path: String
  var acting: ActingAs

  /// Reads one snapshot; the file has its name when it is whole.
  func run(
    on store: RecipeStore, surroundings: Surroundings, observer: Observer
  ) throws -> HistoryResult {
    // Who may take everything out may take out how it came to be.
    _ = try CommunityActions(store: store, surroundings: surroundings)
      .resolveBackup(of: nil, as: acting)
    try OutputFolder.make(for: path)
    let file = try AtomicFile(path: path)
    let counted = DigestingSink(into: file)
    let export = HistoryExport(store: store, observer: observer)
    let summary: HistoryExport.Summary
    if path.hasSuffix(".gz") {
      let packed = GzipWriter(into: counted)
      summary = try export.run(into: packed)
      try packed.finish()
    } else {
      summary = try export.run(into: counted)
    }
    try file.commit()
    return HistoryResult(path: path, summary: summary, bytes: counted.count)
  }
}

/// A history that was written.
struct HistoryResult: CommandResult {
  var path: String
  var summary: HistoryExport.Summary
  var bytes: Int64

  var schema: String { "history/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("file")
    writer.string(path)
    writer.member("operations", summary.operations)
    writer.member("views", summary.views)
    writer.key("bytes")
    writer.integer(bytes)
    writer.member("purgedTexts", summary.notes.texts)
    writer.member("unknownReasons", summary.notes.reasons)
    writer.key("untold")
    writer.object { writer in
      for (action, count) in untold { writer.member(action, count) }
    }
  }

  func show(on output: HumanOutput) {
    output.note(
      "wrote \(Figures.count(summary.operations, "operation", "operations")) and "
        + "\(Figures.count(summary.views, "view", "views")) into \(path) (\(Figures.bytes(bytes)))")
    let notes = summary.notes
    if notes.texts > 0 {
      output.note(
        "\(Figures.count(notes.texts, "text was", "texts were")) purged: a stand-in is written for each"
      )
    }
    if notes.reasons > 0 {
      output.messages.warning(
        "\(Figures.count(notes.reasons, "takedown has", "takedowns have")) no reason any more")
    }
    for (action, count) in untold {
      output.messages.warning(
        "\(Figures.count(count, "entry", "entries")) \(action.escapedForTerminal) of the audit log "
          + "cannot be told as an operation")
    }
  }

  private var untold: [(action: String, count: Int)] {
    summary.notes.untold.sorted { $0.key < $1.key }.map { (action: $0.key, count: $0.value) }
  }
}
