import Indexes
public import RecipeModel
public import Statistics
import Store

extension CommunityReport {
  /// Makes the report that says these numbers.
  ///
  /// - Parameters:
  ///   - numbers: Read within the reach of whoever gets the report; days are in the community's zone.
  ///   - generatedAt: The moment it is made.
  public init(_ numbers: CommunityNumbers, generatedAt: Instant) {
    let period = ReportPeriod(
      first: numbers.period.lowerBound, last: numbers.period.upperBound)
    let profile = numbers.profile
    self.init(
      community: ReportedCommunity(
        name: profile.name, slug: profile.slug, description: profile.description,
        timeZone: profile.timeZone,
        members: profile.members, admins: profile.admins, recipes: profile.recipes),
      period: period, generatedAt: generatedAt, totals: ReportTotals(numbers.totals),
      previousTotals: numbers.previousTotals.map { ReportTotals($0) },
      viewsByDay: DailyViews.filled(
        numbers.days.map { day in
          DailyViews(
            day: day.period.firstDay, views: day.counts.views.views,
            viewers: ViewerCount(day.counts.viewers))
        }, in: period, lastCounted: numbers.lastCountedDay ?? period.first.advanced(by: -1)),
      topRecipes: numbers.topRecipes.map { recipe in
        TopRecipe(
          title: recipe.title, id: recipe.id, views: recipe.views,
          viewers: ViewerCount(recipe.viewers), forks: recipe.forks,
          familyViews: recipe.familyViews)
      },
      tags: numbers.tags.map { TagUsage(name: $0.name, recipes: $0.recipes, views: $0.views) },
      mostForkedFamily: numbers.mostForkedFamily.map { RecipeFamily($0) },
      activityByMonth: numbers.months.map { month in
        MonthlyActivity(
          month: month.month, newRecipes: month.newRecipes, forks: month.forks,
          shares: month.shares)
      },
      warnings: CommunityReport.warnings(numbers, today: generatedAt.day))
  }

  private static func warnings(_ numbers: CommunityNumbers, today: Day) -> [ReportWarning] {
    var warnings: [ReportWarning] = []
    if numbers.isBehind { warnings.append(.rollupsBehind) }
    if numbers.period.upperBound >= today { warnings.append(.periodOpen) }
    return warnings
  }
}

extension ReportTotals {
  fileprivate init(_ counts: MeasuredCounts) {
    self.init(
      views: counts.views.views, viewers: ViewerCount(counts.viewers),
      anonymousViews: counts.views.anonymous, shares: counts.shares, forks: counts.forks)
  }
}

extension ViewerCount {
  fileprivate init(_ count: UniqueCount) {
    self.init(count.value, isExact: count.isExact)
  }
}

extension RecipeFamily {
  fileprivate init(_ outline: FamilyOutline) {
    self.init(
      nodes: outline.nodes.map { node in
        switch node.subject {
        case .hidden(let count, let distance):
          FamilyNode(
            .hidden(count: count, distance: distance), depth: node.depth, children: node.children)
        case .recipe(_, let id, let title):
          FamilyNode(
            .recipe(title: title, id: id), kind: node.kind, sharedFrom: node.sharedFrom,
            views: node.views, depth: node.depth, children: node.children)
        }
      })
  }
}
