import Console
import Indexes
import JSONText
import RecipeModel
import Statistics
import Store

/// The numbers of something.
struct StatsResult: CommandResult {
  enum Numbers {
    case recipe(RecipeStatistics)
    case community(CommunityStatistics)
    /// A tag, a creator or the installation, by what was asked for.
    case subject(String, SubjectStatistics)
  }

  var numbers: Numbers
  /// What is counted.
  var measures: [Measure]
  /// Whether nothing else was, so that the most viewed recipes of a community are told, too.
  var isWhole: Bool

  var schema: String { "stats/2" }

  func writeMembers(to writer: inout JSONWriter) {
    switch numbers {
    case .recipe(let numbers):
      writer.key("recipe")
      writer.string(numbers.recipe.text)
      writer.key("title")
      writer.string(numbers.title)
      writer.key("timeZone")
      writer.string(numbers.zone)
      writer.key("direct")
      numbers.direct.write(measures, to: &writer)
      writer.key("familyTimeZone")
      writer.string(numbers.familyZone)
      writer.key("family")
      numbers.family.write(measures, to: &writer)
      writer.key("familyMembers")
      writer.integer(numbers.members)
      writer.key("viewsElsewhere")
      if let views = numbers.viewsBeyondReach { writer.integer(views) } else { writer.null() }
      writer.key("behind")
      writer.bool(numbers.isBehind)
    case .community(let numbers):
      writer.key("community")
      writer.string(numbers.community.slug)
      writer.key("timeZone")
      writer.string(numbers.community.timeZone)
      writer.key("direct")
      numbers.numbers.write(measures, to: &writer)
      if isWhole {
        writer.key("topRecipes")
        writer.array { writer in
          for recipe in numbers.topRecipes { recipe.write(to: &writer) }
        }
      }
      writer.key("behind")
      writer.bool(numbers.isBehind)
    case .subject(let name, let numbers):
      writer.key("subject")
      writer.string(name)
      writer.key("timeZone")
      writer.string(numbers.zone)
      writer.key("direct")
      numbers.numbers.write(measures, to: &writer)
      writer.key("behind")
      writer.bool(numbers.isBehind)
    }
  }

  func show(on output: HumanOutput) {
    let counts = CountsTable(of: isWhole ? nil : measures)
    switch numbers {
    case .recipe(let numbers):
      output.line(numbers.title)
      output.table(
        counts.make([("direct", numbers.direct.totals), ("family", numbers.family.totals)]))
      output.table(counts.make(numbers.direct.series))
      if let views = numbers.viewsBeyondReach {
        output.note("and \(Figures.count(views, "view", "views")) of its family elsewhere")
      }
      behind(numbers.isBehind, on: output)
    case .community(let numbers):
      output.line(numbers.community.name)
      output.table(counts.make([("total", numbers.numbers.totals)]))
      output.table(counts.make(numbers.numbers.series))
      if isWhole { output.table(numbers.topRecipes.table) }
      behind(numbers.isBehind, on: output)
    case .subject(let name, let numbers):
      output.line(name)
      output.table(counts.make([("total", numbers.numbers.totals)]))
      output.table(counts.make(numbers.numbers.series))
      behind(numbers.isBehind, on: output)
    }
  }

  private func behind(_ isBehind: Bool, on output: HumanOutput) {
    if isBehind { output.note("views wait to be counted: `levain rollup`") }
  }
}

extension [RankedRecipe] {
  fileprivate var table: TextTable {
    var table = TextTable(columns: [
      .init("recipe"), .init("views", .right), .init("viewers", .right), .init("forks", .right),
      .init("family views", .right), .init("id"),
    ])
    for recipe in self {
      table.append([
        .init(recipe.title), .init(recipe.views), .init(recipe.viewers.inWords),
        .init(recipe.forks), .init(recipe.familyViews), .init(recipe.id.text),
      ])
    }
    return table
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
      writer.key("views")
      writer.integer(views)
      viewers.write(as: "viewers", to: &writer)
      for (name, count) in [("forks", forks), ("familyViews", familyViews)] {
        writer.key(name)
        writer.integer(count)
      }
    }
  }
}
