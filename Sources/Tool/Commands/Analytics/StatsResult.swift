import Console
import JSONText
import RecipeModel
import Statistics
import Store

/// The numbers of a recipe or a community.
enum StatsResult: CommandResult {
  case recipe(RecipeStatistics)
  case community(CommunityStatistics)

  var schema: String { "stats/1" }

  func writeMembers(to writer: inout JSONWriter) {
    switch self {
    case .recipe(let numbers):
      writer.key("recipe")
      writer.string(numbers.recipe.text)
      writer.key("title")
      writer.string(numbers.title)
      writer.key("direct")
      numbers.direct.write(to: &writer)
      writer.key("family")
      numbers.family.write(to: &writer)
      writer.key("familyMembers")
      writer.integer(numbers.members)
      writer.key("viewsElsewhere")
      if let views = numbers.viewsBeyondReach { writer.integer(views) } else { writer.null() }
      writer.key("behind")
      writer.bool(numbers.isBehind)
    case .community(let numbers):
      writer.key("community")
      writer.string(numbers.profile.slug)
      writer.key("direct")
      numbers.numbers.write(to: &writer)
      writer.key("topRecipes")
      writer.array { writer in
        for recipe in numbers.topRecipes { recipe.write(to: &writer) }
      }
      writer.key("behind")
      writer.bool(numbers.isBehind)
    }
  }

  func show(on output: HumanOutput) {
    switch self {
    case .recipe(let numbers):
      output.line(numbers.title)
      output.table(
        CountsTable.make([("direct", numbers.direct.totals), ("family", numbers.family.totals)]))
      output.table(CountsTable.make(numbers.direct.series))
      if let views = numbers.viewsBeyondReach {
        output.note("and \(Figures.count(views, "view", "views")) of its family elsewhere")
      }
      behind(numbers.isBehind, on: output)
    case .community(let numbers):
      output.line(numbers.profile.name)
      output.table(CountsTable.make([("total", numbers.numbers.totals)]))
      output.table(CountsTable.make(numbers.numbers.series))
      var table = TextTable(columns: [
        .init("recipe"), .init("views", .right), .init("viewers", .right), .init("forks", .right),
        .init("family views", .right), .init("id"),
      ])
      for recipe in numbers.topRecipes {
        table.append([
          .init(recipe.title), .init(recipe.views), .init(recipe.viewers), .init(recipe.forks),
          .init(recipe.familyViews), .init(recipe.id.text),
        ])
      }
      output.table(table)
      behind(numbers.isBehind, on: output)
    }
  }

  private func behind(_ isBehind: Bool, on output: HumanOutput) {
    if isBehind { output.note("something happened since the last count: `levain rollup`") }
  }
}

/// Counts as a table for people.
enum CountsTable {
  static func make(_ rows: [(name: String, counts: RollupCounts)]) -> TextTable {
    var table = TextTable(columns: columns(first: ""))
    for row in rows { table.append([.init(row.name)] + cells(row.counts)) }
    return table
  }

  static func make(_ series: [CountedPeriod]) -> TextTable {
    var table = TextTable(columns: columns(first: "from"))
    for period in series {
      table.append([.init(period.start.description)] + cells(period.counts))
    }
    return table
  }

  private static func columns(first: String) -> [TextTable.Column] {
    [
      .init(first), .init("views", .right), .init("viewers", .right), .init("anonymous", .right),
      .init("shares", .right), .init("forks", .right),
    ]
  }

  private static func cells(_ counts: RollupCounts) -> [TextTable.Cell] {
    [
      .init(counts.views), .init(counts.viewers), .init(counts.anonymous), .init(counts.shares),
      .init(counts.forks),
    ]
  }
}

extension SubjectNumbers {
  /// Writes totals and series as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("totals")
      totals.write(to: &writer)
      writer.key("series")
      writer.array { writer in
        for period in series {
          writer.object { writer in
            writer.key("from")
            writer.string(period.start.description)
            writer.key("counts")
            period.counts.write(to: &writer)
          }
        }
      }
    }
  }
}

extension RankedRecipe {
  /// Writes the recipe and its numbers as a JSON object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("id")
      writer.string(id.text)
      writer.key("title")
      writer.string(title)
      for (name, count) in [
        ("views", views), ("viewers", viewers), ("forks", forks), ("familyViews", familyViews),
      ] {
        writer.key(name)
        writer.integer(count)
      }
    }
  }
}
