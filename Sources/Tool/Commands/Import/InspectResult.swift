import Console
import JSONText
import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel

/// What archives are and hold.
struct InspectResult: CommandResult {
  var inspection: Inspection
  /// Whether it is shown; the records themselves may have been.
  var isOverview = true

  var schema: String { "inspect/1" }

  /// As an import of the same archives would end.
  var exitCode: ExitCode {
    guard inspection.foundRecords else { return .failed }
    return inspection.rejected > 0 ? .quarantined : .done
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("contents")
    writer.array { writer in
      for content in inspection.contents { content.write(to: &writer) }
    }
    writer.member("contentCount", inspection.contentCount)
    writer.member("recipes", inspection.recipes)
    writer.member("rejected", inspection.rejected)
    writer.key("formats")
    writer.array { writer in
      for findings in inspection.formats { findings.write(to: &writer) }
    }
    writer.key("rejections")
    writer.object { writer in
      writer.key("codes")
      writer.counts(inspection.rejectionCounts.map { ($0.key.rawValue, $0.value) })
      writer.key("first")
      writer.array { writer in
        for rejection in inspection.rejections {
          writer.object { writer in
            writer.member("place", rejection.location.description)
            writer.member("code", rejection.code.rawValue)
            writer.member("message", rejection.message)
          }
        }
      }
    }
    writer.key("leftOut")
    writer.counts(inspection.leftOut.counts.map { ($0.key, $0.value) })
  }

  func show(on output: HumanOutput) {
    if isOverview {
      if !inspection.contents.isEmpty { output.table(contents) }
      for findings in inspection.formats where findings.recipes > 0 {
        output.line("")
        findings.show(on: output)
      }
    }
    for rejection in inspection.rejections {
      output.note("\(rejection.location): \(rejection.code.rawValue): \(rejection.message)")
    }
    let unlisted = inspection.rejected - inspection.rejections.count
    if unlisted > 0 { output.note("and \(Figures.count(unlisted)) more that cannot be read") }
    for kind in inspection.leftOut.kinds { output.note("left out: \(kind)") }
    if !inspection.foundRecords { output.note("no recipes found") }
  }

  /// How many contents are listed for people.
  private static let shownContents = 40

  private var contents: TextTable {
    var table = TextTable(columns: [
      .init("content"), .init("format"), .init("sure"), .init("recipes", .right),
      .init("rejected", .right), .init("why"),
    ])
    for content in inspection.contents.prefix(InspectResult.shownContents) {
      table.append([
        .init(content.location.description), .init(content.format),
        .init(content.recognition?.confidence.name ?? "as told"), .init(content.recipes),
        .init(content.rejected, content.rejected > 0 ? .warning : nil),
        .init(content.recognition?.reason ?? "the format was given"),
      ])
    }
    let more = inspection.contentCount - table.rows.count
    if more > 0 {
      table.append([.init("and \(Figures.count(more)) more"), "", "", "", "", ""])
    }
    if inspection.contentCount > 1 {
      table.append([
        .init("total", .emphasis), "", "", .init(inspection.recipes),
        .init(inspection.rejected, inspection.rejected > 0 ? .warning : nil), "",
      ])
    }
    return table
  }
}

extension Recognition.Confidence {
  /// The word for it in outputs.
  fileprivate var name: String { "\(self)" }
}

extension Inspection.Content {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("place", location.description)
      writer.member("format", format)
      writer.member("confidence", recognition?.confidence.name)
      writer.member("reason", recognition?.reason)
      writer.member("recipes", recipes)
      writer.member("rejected", rejected)
    }
  }
}

extension JSONWriter {
  /// Writes an object of numbers, its members sorted by name.
  fileprivate mutating func counts(_ counts: [(String, Int)]) {
    object { writer in
      for (name, count) in counts.sorted(by: { $0.0 < $1.0 }) { writer.member(name, count) }
    }
  }
}
