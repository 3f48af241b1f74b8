import JSONText
import RecipeModel

/// Writes the report as JSON, schema `levain.report/1`: the exact values, nothing neutralised.
///
/// Days are `YYYY-MM-DD`, months `YYYY-MM`, moments ISO 8601 in UTC. Members stand in a fixed
/// order. A later program may add members; it changes or removes none without a new number.
enum ReportJSON {
  static let schema = "levain.report/1"

  static func render(_ report: CommunityReport) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", schema)
      json.member("generatedAt", report.generatedAt.description)
      json.key("community")
      write(report.community, to: &json)
      json.key("period")
      json.object { json in
        json.member("firstDay", report.period.first.description)
        json.member("lastDay", report.period.last.description)
      }
      json.key("totals")
      write(report.totals, to: &json)
      json.key("previousTotals")
      if let previous = report.previousTotals {
        write(previous, to: &json)
      } else {
        json.null()
      }
      json.list("viewsByDay", report.viewsByDay, write)
      json.list("topRecipes", report.topRecipes, write)
      json.list("tags", report.tags, write)
      json.key("mostForkedFamily")
      if let family = report.mostForkedFamily {
        write(family, to: &json)
      } else {
        json.null()
      }
      json.list("activityByMonth", report.activityByMonth, write)
      json.list("warnings", report.warnings) { warning, json in
        json.object { json in
          json.member("code", warning.rawValue)
          json.member("message", warning.sentence)
        }
      }
    }
    json.endLine()
    return json.bytes
  }

  private static func write(_ community: ReportedCommunity, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", community.name)
      json.member("slug", community.slug)
      json.member("description", community.description)
      json.member("timeZone", community.timeZone)
      json.member("members", community.members)
      json.member("admins", community.admins)
      json.member("recipes", community.recipes)
    }
  }

  private static func write(_ totals: ReportTotals, to json: inout JSONWriter) {
    json.object { json in
      json.member("views", totals.views)
      json.member(totals.viewers)
      json.member("anonymousViews", totals.anonymousViews)
      json.member("shares", totals.shares)
      json.member("forks", totals.forks)
    }
  }

  private static func write(_ day: DailyViews, to json: inout JSONWriter) {
    json.object { json in
      json.member("day", day.day.description)
      json.member("views", day.views)
      json.member(day.viewers)
    }
  }

  private static func write(_ recipe: TopRecipe, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", recipe.id.text)
      json.member("title", recipe.title)
      json.member("views", recipe.views)
      json.member(recipe.viewers)
      json.member("forks", recipe.forks)
      json.member("familyViews", recipe.familyViews)
    }
  }

  private static func write(_ tag: TagUsage, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", tag.name)
      json.member("recipes", tag.recipes)
      json.member("views", tag.views)
    }
  }

  private static func write(_ month: MonthlyActivity, to json: inout JSONWriter) {
    json.object { json in
      json.member("month", month.month.description)
      json.member("newRecipes", month.newRecipes)
      json.member("forks", month.forks)
      json.member("shares", month.shares)
    }
  }

  private static func write(_ family: RecipeFamily, to json: inout JSONWriter) {
    json.object { json in
      json.member("size", family.size)
      json.list("nodes", family.nodes, write)
    }
  }

  private static func write(_ node: FamilyNode, to json: inout JSONWriter) {
    json.object { json in
      switch node.subject {
      case .recipe(let title, let id):
        json.member("id", id.text)
        json.member("title", title)
      case .hidden(let count, let distance):
        json.key("hidden")
        json.object { json in
          json.member("count", count)
          json.member("distance", distance)
        }
      }
      if let kind = node.kind { json.member("originKind", kind.rawValue) }
      if let community = node.sharedFrom { json.member("sharedFromCommunity", community) }
      if let views = node.views { json.member("views", views) }
      json.member("depth", node.depth)
      json.list("children", node.children) { child, json in json.integer(child) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  fileprivate mutating func member(_ name: String, _ number: Int) {
    key(name)
    integer(number)
  }

  fileprivate mutating func member(_ viewers: ViewerCount) {
    member("viewers", viewers.count)
    key("viewersExact")
    bool(viewers.isExact)
  }

  fileprivate mutating func list<Element>(
    _ name: String, _ elements: [Element], _ write: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array { json in
      for element in elements { write(element, &json) }
    }
  }
}
