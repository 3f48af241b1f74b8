import Console
import Import
import JSONText
import PipelineCore
import RecipeArchives
import RecipeModel
import Store

/// What an import would do.
struct PlanResult: CommandResult {
  var plan: ImportPlan
  var label: String
  /// What the import is asked to do about near-duplicates, which a plan does not look for.
  var nearDuplicates = NearDuplicateHandling.ignore
  /// Where the plan was kept; nil when nobody asked.
  var savedTo: String?

  var schema: String { "plan/1" }
  var exitCode: ExitCode { plan.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("into", label)
    writer.member("continues", plan.continued?.id.text)
    writer.key("total")
    plan.total.write(to: &writer)
    writer.key("members")
    writer.array { writer in
      for part in plan.accounts { part.write(to: &writer) }
    }
    writer.key("skipped")
    writer.object { writer in
      writer.member("deletedHere", plan.skippedAsDeleted)
      writer.member("saidInTarget", plan.skippedAsSaidInTarget)
      writer.member("saidInInput", plan.skippedAsSaidInInput)
    }
    writer.member("insertedAsVariants", plan.insertedAsVariants)
    writer.member("proposedToNobody", plan.proposedToNobody)
    writeSamples(to: &writer)
    writeRejections(to: &writer)
    writeTags(to: &writer)
    plan.warnings.write(to: &writer)
    writer.key("keptFields")
    writer.object { writer in
      for field in plan.keptFields { writer.member(field.name, field.count) }
    }
    writer.member("unlistedKeptFields", plan.unlistedKeptFields)
    plan.leftOut.write(to: &writer)
    plan.missing?.write(to: &writer, namesRecipes: true)
    plan.authors?.write(to: &writer, namesAuthors: true)
    if plan.errorLimit != nil { writer.member("hasTooManyErrors", plan.hasTooManyErrors) }
    writer.member("savedTo", savedTo)
  }

  private func writeSamples(to writer: inout JSONWriter) {
    writer.key("samples")
    writer.object { writer in
      for (line, records) in plan.samples {
        writer.key(line)
        writer.array { writer in
          for record in records {
            writer.object { writer in
              writer.member("title", record.title)
              writer.member("place", record.place.description)
            }
          }
        }
      }
    }
  }

  private func writeRejections(to writer: inout JSONWriter) {
    writer.key("rejections")
    writer.object { writer in
      writer.key("codes")
      writer.object { writer in
        for (code, count) in plan.rejectionCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        {
          writer.member(code.rawValue, count)
        }
      }
      writer.key("first")
      writer.array { writer in
        for rejection in plan.rejections {
          writer.object { writer in
            writer.member("place", rejection.location.description)
            writer.member("code", rejection.code.rawValue)
            writer.member("message", rejection.message)
          }
        }
      }
    }
  }

  private func writeTags(to writer: inout JSONWriter) {
    writer.key("newTags")
    writer.object { writer in
      writer.member("count", plan.newTagCount)
      writer.key("first")
      writer.array { writer in
        for name in plan.newTags { writer.string(name) }
      }
    }
  }
}

extension PlanResult {
  /// How many new tags and kept fields a person is shown; JSON holds more.
  private static let shownNames = 12

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(plan.accounts, total: plan.total))
    if !plan.samples.isEmpty { output.table(samples) }
    plan.missing?.show(on: output, isPlan: true, namesRecipes: true)
    if let continued = plan.continued {
      output.note("the import goes on with run \(continued.id.text), which was not finished")
    }
    showSkipped(on: output)
    showNames(on: output)
    plan.warnings.show(on: output)
    plan.authors?.show(on: output, namesAuthors: true)
    plan.leftOut.show(on: output)
    for rejection in plan.rejections {
      output.note("\(rejection.location): \(rejection.code.rawValue): \(rejection.message)")
    }
    let unlisted = plan.rejectionCounts.values.reduce(0, +) - plan.rejections.count
    if unlisted > 0 { output.note("and \(Figures.count(unlisted)) more for quarantine") }
    if plan.hasTooManyErrors, let limit = plan.errorLimit {
      output.note(
        "more than \(limit) cannot be read: the import would stop before it stores anything")
    }
    if nearDuplicates != .ignore {
      output.note("near-duplicates are looked for by the import, not by its plan")
    }
    output.note("planned for \(label); nothing was stored")
    if let savedTo {
      output.note("the plan is in \(savedTo): `levain import --apply \(savedTo)` carries it out")
    }
  }

  private var samples: TextTable {
    var table = TextTable(columns: [.init("would be"), .init("recipe"), .init("place")])
    for (line, records) in plan.samples {
      for record in records {
        table.append([
          .init(line), .init(record.title), .init(record.place.description),
        ])
      }
    }
    return table
  }

  private func showSkipped(on output: HumanOutput) {
    for (count, why) in [
      (plan.skippedAsDeleted, "deleted here"),
      (plan.skippedAsSaidInTarget, "said in the target already"),
      (plan.skippedAsSaidInInput, "said by another record of the input"),
    ] where count > 0 {
      output.note("skipped: \(Figures.count(count)) × \(why)")
    }
    if plan.insertedAsVariants > 0 {
      output.note(
        "inserted as variants of what says the same: \(Figures.count(plan.insertedAsVariants))")
    }
    if plan.proposedToNobody > 0 {
      output.note(
        "proposals that become variants, with nobody there to decide: "
          + Figures.count(plan.proposedToNobody))
    }
  }

  private func showNames(on output: HumanOutput) {
    if plan.newTagCount > 0 {
      output.note(
        "\(Figures.count(plan.newTagCount, "new tag", "new tags")): "
          + listed(plan.newTags, of: plan.newTagCount))
    }
    if !plan.keptFields.isEmpty {
      output.note(
        "kept without a field: "
          + listed(
            plan.keptFields.map { "\($0.name) (\(Figures.count($0.count)))" },
            of: plan.keptFields.count))
    }
  }

  private func listed(_ names: [String], of count: Int) -> String {
    let shown = names.prefix(PlanResult.shownNames)
    return shown.joined(separator: ", ") + (shown.count < count ? ", …" : "")
  }
}
