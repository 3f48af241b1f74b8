import ArgumentParser
import Console
import JSONText
import PipelineCore
import Purging
import Store

/// Removes what is past its retention.
struct PurgeCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Remove for good what is past its retention.",
    discussion: """
      What was deleted longer ago than the installation's retention goes, with texts, tags and \
      pictures that nothing else uses. Of a recipe a bare node stays, so that lineage, families \
      and counts are what they were. It can be interrupted, and goes on the next time.

      JSON (levain.purge/1): recipes, communities, memberships, activities, proposals, revisions, \
      bodies, images (rows that went), imageFiles (files).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  func run(in session: CommandSession) throws -> PurgeResult {
    try session.atWorkbench(for: "purge", waiting: waiting.patience) { bench in
      try PurgeWork().run(at: bench)
    }
  }
}

/// Purges, as a command or a pipeline asks for it.
struct PurgeWork {
  func run(at bench: Workbench) throws -> PurgeResult {
    try bench.recorded(.purge, "remove what is past its retention") { run in
      let report = try PurgeStage.run(
        on: bench.store, at: run.referenceAt, surroundings: bench.surroundings, as: run.id,
        observer: bench.observer)
      try ErasureWork().finishIfLeft(at: bench)
      return PurgeResult(report: report)
    }
  }
}

/// What was purged.
struct PurgeResult: CommandResult {
  var report: PurgeReport

  var schema: String { "purge/1" }

  func writeMembers(to writer: inout JSONWriter) {
    for (name, count) in report.counts.named { writer.member(name, count) }
    writer.member("imageFiles", report.imageFiles)
  }

  func show(on output: HumanOutput) {
    let nouns: [String: (String, String)] = [
      "recipes": ("recipe", "recipes"), "communities": ("community", "communities"),
      "memberships": ("membership", "memberships"),
      "activities": ("feed entry", "feed entries"), "proposals": ("proposal", "proposals"),
      "revisions": ("revision", "revisions"), "bodies": ("text", "texts"),
      "images": ("picture", "pictures"),
    ]
    var parts = report.counts.named.filter { $0.count > 0 }.compactMap { part in
      nouns[part.name].map { Figures.count(part.count, $0.0, $0.1) }
    }
    if report.imageFiles > 0 {
      parts.append(Figures.count(report.imageFiles, "image file", "image files"))
    }
    output.note(
      parts.isEmpty ? "nothing is past its retention" : "purged " + parts.joined(separator: ", "))
  }
}
