import JSONText
import RecipeModel
import Statistics

extension FamilyInsightsResult {
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("recipe", insights.recipe)
    writer.member("title", insights.title)
    writer.member("extent", insights.extent.rawValue)
    writer.member("timeZone", insights.zone)
    writer.member("createdAt", insights.createdAt)
    writer.member("firstForkAt", insights.firstForkAt)
    if let milliseconds = insights.millisecondsToFirstFork {
      writer.member("millisecondsToFirstFork", Int(milliseconds))
    }
    for (name, count) in [
      ("generation", insights.generation), ("recipes", insights.recipes),
      ("copies", insights.copies), ("communities", insights.communities),
      ("depth", insights.depth), ("views", insights.views), ("viewers", insights.viewers),
    ] {
      writer.member(name, count)
    }
    writeLists(to: &writer)
    writer.member("outgrownCount", insights.outgrowthCount)
    writer.key("elsewhere")
    if let beyond = insights.beyond {
      writer.object { writer in
        writer.member("recipes", beyond.recipes)
        writer.member("distance", beyond.distance)
        writer.member("views", beyond.views)
      }
    } else {
      writer.null()
    }
    writer.key("behind")
    writer.bool(insights.isBehind)
  }

  private func writeLists(to writer: inout JSONWriter) {
    writer.list("generations", insights.generations) { generation, writer in
      writer.member("generation", generation.depth)
      writer.member("made", generation.made)
      writer.member("living", generation.living)
      writer.member("communities", generation.communities)
      writer.member("views", generation.views)
    }
    writer.list("forks", insights.forks) { period, writer in
      writer.member("period", period.period.description)
      writer.member("forks", period.forks)
    }
    writer.list("members", insights.members) { member, writer in
      writer.member("id", member.id)
      writer.member("title", member.title)
      writer.member("community", member.community)
      writer.member("kind", member.kind?.rawValue)
      writer.member("generation", member.depth)
      writer.member("views", member.views)
      writer.member("lineViews", member.lineViews)
      writer.member("lineViewers", member.lineViewers)
    }
    writer.list("outgrown", insights.outgrowths) { outgrowth, writer in
      writer.member("fork", outgrowth.fork)
      writer.member("forkTitle", outgrowth.forkTitle)
      writer.member("origin", outgrowth.origin)
      writer.member("originTitle", outgrowth.originTitle)
      writer.member("kind", outgrowth.kind.rawValue)
      writer.member("day", outgrowth.day.description)
      writer.member("forkViewsThen", outgrowth.viewsThen.fork)
      writer.member("originViewsThen", outgrowth.viewsThen.origin)
      writer.member("forkViews", outgrowth.viewsNow.fork)
      writer.member("originViews", outgrowth.viewsNow.origin)
    }
  }
}

extension JSONWriter {
  /// Writes a member that is a list of objects.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ body: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array { writer in
      for element in elements { writer.object { body(element, &$0) } }
    }
  }
}
