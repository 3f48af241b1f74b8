import RecipeModel

/// Writes the report as one long table after RFC 4180: `section,key,name,measure,value`.
///
/// One row holds one value. `section` says what it belongs to (`community`, `period`, `totals`,
/// `previous_totals`, `views_by_day`, `top_recipes`, `tags`, `family`, `activity_by_month`,
/// `warnings`), `key` which one it is (a day, a month, a recipe id, a tag, the number of a family
/// node), `name` how people call it. UTF-8 without a byte order mark, lines end in CR LF.
///
/// Viewers that were estimated stand under the measure `viewers_estimated` in place of `viewers`.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, their full-width or small forms,
/// a tab, CR or LF for a formula. A text that begins so, be it after white space or marks that do
/// not show, is written with an apostrophe before it; JSON holds the exact text.
enum ReportCSV {
  static func render(_ report: CommunityReport) -> [UInt8] {
    var table = LongTable()
    writeSubject(of: report, to: &table)
    write(report.totals, section: "totals", to: &table)
    if let previous = report.previousTotals {
      write(previous, section: "previous_totals", to: &table)
    }
    for day in report.viewsByDay {
      let key = day.day.description
      table.row("views_by_day", key, "", "views", day.views)
      table.row("views_by_day", key, "", "viewers", day.viewers)
    }
    for recipe in report.topRecipes { write(recipe, to: &table) }
    for tag in report.tags {
      table.row("tags", tag.name, tag.name, "recipes", tag.recipes)
      table.row("tags", tag.name, tag.name, "views", tag.views)
    }
    if let family = report.mostForkedFamily { write(family, to: &table) }
    for month in report.activityByMonth {
      let key = month.month.description
      table.row("activity_by_month", key, "", "new_recipes", month.newRecipes)
      table.row("activity_by_month", key, "", "forks", month.forks)
      table.row("activity_by_month", key, "", "shares", month.shares)
    }
    for warning in report.warnings {
      table.row("warnings", warning.rawValue, "", "message", warning.sentence)
    }
    return table.bytes
  }

  private static func writeSubject(of report: CommunityReport, to table: inout LongTable) {
    let community = report.community
    table.row("community", community.slug, community.name, "name", community.name)
    table.row("community", community.slug, community.name, "description", community.description)
    table.row("community", community.slug, community.name, "time_zone", community.timeZone)
    table.row("community", community.slug, community.name, "members", community.members)
    table.row("community", community.slug, community.name, "admins", community.admins)
    table.row("community", community.slug, community.name, "recipes", community.recipes)
    table.row("period", "", "", "first_day", report.period.first.description)
    table.row("period", "", "", "last_day", report.period.last.description)
    table.row("period", "", "", "generated_at", report.generatedAt.description)
  }

  private static func write(
    _ totals: ReportTotals, section: String, to table: inout LongTable
  ) {
    table.row(section, "", "", "views", totals.views)
    table.row(section, "", "", "viewers", totals.viewers)
    table.row(section, "", "", "anonymous_views", totals.anonymousViews)
    table.row(section, "", "", "shares", totals.shares)
    table.row(section, "", "", "forks", totals.forks)
  }

  private static func write(_ recipe: TopRecipe, to table: inout LongTable) {
    let key = recipe.id.text
    table.row("top_recipes", key, recipe.title, "views", recipe.views)
    table.row("top_recipes", key, recipe.title, "viewers", recipe.viewers)
    table.row("top_recipes", key, recipe.title, "forks", recipe.forks)
    table.row("top_recipes", key, recipe.title, "family_views", recipe.familyViews)
  }

  private static func write(_ family: RecipeFamily, to table: inout LongTable) {
    let parents = family.parents
    for (index, node) in family.nodes.enumerated() {
      let key = String(index)
      var name = ""
      switch node.subject {
      case .recipe(let title, let id):
        name = title
        table.row("family", key, name, "recipe_id", id.text)
      case .hidden(let count, let distance):
        table.row("family", key, name, "hidden_count", count)
        table.row("family", key, name, "hidden_distance", distance)
      }
      if let parent = parents[index] { table.row("family", key, name, "parent", parent) }
      table.row("family", key, name, "depth", node.depth)
      if let kind = node.kind { table.row("family", key, name, "origin_kind", kind.rawValue) }
      if let community = node.sharedFrom {
        table.row("family", key, name, "shared_from_community", community)
      }
      if let views = node.views { table.row("family", key, name, "views", views) }
    }
  }
}

/// The rows of the table as text.
private struct LongTable {
  private(set) var bytes = Array("section,key,name,measure,value\r\n".utf8)

  mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, _ value: Int
  ) {
    row(section, key, name, measure, digits: String(value))
  }

  mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, _ value: ViewerCount
  ) {
    row(
      section, key, name, value.isExact ? measure : measure + "_estimated",
      digits: String(value.count))
  }

  mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, _ value: String
  ) {
    row(section, key, name, measure, digits: value.neutralizedForSpreadsheet)
  }

  private mutating func row(
    _ section: String, _ key: String, _ name: String, _ measure: String, digits value: String
  ) {
    let fields = [
      section, key.neutralizedForSpreadsheet, name.neutralizedForSpreadsheet, measure, value,
    ]
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ field: String) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = field.utf8.contains { byte in
      byte == quote || byte == UInt8(ascii: ",") || byte == 0x0D || byte == 0x0A
    }
    guard needsQuotes else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
