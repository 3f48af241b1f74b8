import Console
import Import
import JSONText
import PipelineCore
import Store

extension ImportResult {
  /// How many pairs a person is shown; JSON holds all.
  private static let shown = 20

  func writeNearDuplicates(to writer: inout JSONWriter) {
    writer.key("nearDuplicates")
    writer.array { writer in
      for pair in outcome.nearDuplicates {
        writer.object { writer in
          writer.key("score")
          writer.double(Double(pair.score) / 1000)
          writer.member("id", pair.recipe.id)
          writer.member("title", pair.recipe.title)
          writer.member("of", pair.base.id)
          writer.member("ofTitle", pair.base.title)
        }
      }
    }
  }

  func showNearDuplicates(on output: HumanOutput) {
    let pairs = outcome.nearDuplicates
    if !pairs.isEmpty {
      var table = TextTable(
        columns: [.init("score", .right), .init("recipe"), .init("nearly says")])
      for pair in pairs.prefix(ImportResult.shown) {
        table.append([
          .init(DuplicateList.text(pair.score)), .init(pair.recipe.title), .init(pair.base.title),
        ])
      }
      output.table(table)
    }
    let done = nearDuplicates == .variant ? "linked as variants" : "found"
    output.note(
      "\(Figures.count(pairs.count, "near-duplicate", "near-duplicates")) \(done)"
        + (pairs.count > ImportResult.shown ? ", the first \(ImportResult.shown) are shown" : ""))
  }
}
