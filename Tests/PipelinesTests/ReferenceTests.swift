import Pipelines
import Testing

struct ReferenceTests {
  @Test func `every stage and every key stands in the reference`() {
    let rows = PipelineReference.rows.map { "\($0.place).\($0.key.name)" }
    #expect(
      rows == [
        "the file.pipeline", "the file.description", "the file.store", "the file.schedule",
        "`schedule`.cron", "`schedule`.timeZone", "`schedule`.missed", "`schedule`.overlap",
        "`schedule`.jitter", "`schedule`.timeLimit", "`schedule`.attempts", "`schedule`.pause",
        "the file.onSuccess", "`onSuccess`.run", "`onSuccess`.secrets", "`onSuccess`.timeLimit",
        "the file.onFailure", "`onFailure`.run", "`onFailure`.secrets", "`onFailure`.timeLimit",
        "the file.stages",
        "each stage.name", "each stage.needs", "each stage.retry", "`retry`.attempts",
        "`retry`.pause", "archive.from", "users.email", "users.username",
        "communities.slug",
        "communities.name", "communities.description", "communities.timeZone",
        "communities.admin", "communities.members", "import.into", "import.catalogue",
        "import.as", "import.from", "import.format", "import.columns", "import.source",
        "import.authors", "authors.map", "authors.create", "import.tagRules",
        "tagRules.split", "tagRules.rename", "tagRules.drop", "tagRules.add", "import.tags",
        "import.duplicates", "import.nearDuplicates", "import.mirror", "import.maxErrors",
        "views.from", "views.recipePaths", "targets.community", "targets.failUnder",
        "targets.period", "report.community", "report.recipe",
        "report.creator", "report.installation", "report.format", "report.to",
        "report.from",
        "report.until", "site.to", "site.from", "site.until", "backup.to",
        "backup.repository", "backup.community", "backup.full", "backup.verify",
        "backup.passphraseFile", "backup.keyFile",
        "prune.repository", "prune.community",
        "prune.profile",
        "prune.keepLast", "prune.keepHourly",
        "prune.keepDaily", "prune.keepWeekly", "prune.keepMonthly", "prune.keepYearly",
        "prune.timeZone", "prune.removeDamaged", "prune.passphraseFile", "prune.keyFile",
      ])
  }

  @Test(arguments: PipelineReference.rows.indices)
  func `the parser accepts a key where the reference lists it and nowhere else`(index: Int) {
    let row = PipelineReference.rows[index]
    for kind in StageKind.allCases {
      let told = problems(around("\(row.key.name): ~", in: kind))
      let isUnknown = told.contains { $0.contains("unknown key `\(row.key.name)` in") }
      let isListed = kind.keys.contains { $0.name == row.key.name }
      #expect(isUnknown != isListed)
    }
  }

  @Test(arguments: PipelineReference.rows.filter(\.key.isRequired).indices)
  func `a key that the reference requires is missed`(index: Int) {
    let row = PipelineReference.rows.filter(\.key.isRequired)[index]
    let inner = row.place.replacing("`", with: "")
    let told =
      row.stage.map { problems(around("", in: $0)) }
      ?? problems(row.place == "the file" ? "{}" : "\(inner): {}")
    #expect(told.contains { $0.hasSuffix(" needs `\(row.key.name)`: \(row.key.kind)") })
  }

  @Test func `the tables have a row for each stage and each key`() {
    let stages = PipelineReference.stagesAsMarkdown.split(separator: "\n")
    #expect(stages.count == StageKind.allCases.count + 2)
    #expect(stages[0] == "| stage | what it does |")
    #expect(stages[2].hasPrefix("| `init` | makes the store"))
    let keys = PipelineReference.keysAsMarkdown.split(separator: "\n")
    #expect(keys.count == PipelineReference.rows.count + 2)
    let archive = 28
    #expect(
      keys[archive]
        == "| `archive` | `from` | a path or a list of paths | yes | \(meaning(archive)) |")
    #expect(keys.allSatisfy { $0.split(separator: "|").count == 5 })
  }

  /// Two lines stand above the first key.
  private func meaning(_ line: Int) -> String { PipelineReference.rows[line - 2].key.meaning }

  /// A file whose only stage has the one setting, inside a list where the stage takes one.
  private func around(_ setting: String, in kind: StageKind) -> String {
    let mapping = "{ \(setting) }"
    let isList = kind == .users || kind == .communities
    return file("  - \(kind.rawValue): \(isList ? "[\(mapping)]" : mapping)")
  }
}
