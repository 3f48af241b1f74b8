import Communities
import Console
import JSONText
import PipelineCore
import RecipeModel
import Reports
import Statistics
import Store

/// Writes a report, as a command or a pipeline asks for it.
struct ReportWork {
  var subject: ReportChoice
  var format: ReportFormat
  /// Nil for standard output.
  var path: String?
  /// The first day; nil for the first that there is.
  var from: Day?
  /// The day after the last one; nil for the last that there is.
  var until: Day?
  var acting: ActingAs

  func run(at bench: Workbench) throws -> ReportResult {
    try bench.recorded(.report, "\(subject.label) as \(format.rawValue)") { run in
      try self.run(on: bench.store, at: run.referenceAt)
    }
  }

  /// Reads one snapshot, renders it, and writes the file under its name when it is whole.
  func run(on store: RecipeStore, at now: Instant) throws -> ReportResult {
    let days = ReportedDays(from: from, until: until, now: now)
    let report = try store.read { transaction in
      try subject.read(during: days, as: acting, in: transaction)
    }
    let bytes = format.render(report)
    if let path { try OutputFolder.write(bytes, to: path) }
    return ReportResult(
      subject: report.subject, format: format, file: path, content: path == nil ? bytes : nil,
      byteCount: bytes.count)
  }
}

/// A report that was written.
struct ReportResult: CommandResult, Artefact {
  var subject: ReportSubject
  var format: ReportFormat
  var file: String?
  /// What goes to standard output when there is no file.
  var content: [UInt8]?
  var byteCount: Int

  var schema: String { "report-written/1" }
  var path: String { file ?? "standard output" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("kind")
    writer.string(subject.kind.rawValue)
    writer.key("subject")
    writer.string(subject.id)
    writer.key("format")
    writer.string(format.rawValue)
    writer.key("bytes")
    writer.integer(byteCount)
    writer.key("file")
    if let file { writer.string(file) } else { writer.null() }
    if let content {
      writer.key("content")
      writer.string(String(decoding: content, as: UTF8.self))
    }
  }

  func show(on output: HumanOutput) {
    if let content {
      output.terminal.writeOut(content)
    } else {
      output.note("wrote \(path) (\(Figures.bytes(Int64(byteCount))))")
    }
  }
}
