import Indexes
import RecipeModel
import Statistics

// How the numbers of `Statistics` become what sections show, whatever the report is of.

extension ReportPeriod {
  init(_ days: ClosedRange<Day>) {
    self.init(first: days.lowerBound, last: days.upperBound)
  }
}

extension ReportWarning {
  /// What readers of a report are warned of.
  static func all(isBehind: Bool, period: ReportPeriod, today: Day) -> [ReportWarning] {
    var warnings: [ReportWarning] = []
    if isBehind { warnings.append(.rollupsBehind) }
    if period.last >= today { warnings.append(.periodOpen) }
    return warnings
  }
}

extension DailyViews {
  private init(_ day: CountedPeriod) {
    self.init(
      day: day.period.firstDay, views: day.counts.views.views, viewers: day.counts.viewers)
  }

  /// Every day of the period up to the last one counted.
  static func filled(_ numbers: ComparedNumbers) -> [DailyViews] {
    filled(
      numbers.days.map { DailyViews($0) }, in: ReportPeriod(numbers.period),
      lastCounted: numbers.lastCountedDay ?? numbers.period.lowerBound.advanced(by: -1),
      except: numbers.uncountedDays)
  }

  /// Every day of the period before; none when it is not known.
  static func before(_ numbers: ComparedNumbers) -> [DailyViews] {
    guard let before = numbers.before else { return [] }
    let length = ReportPeriod(numbers.period).length
    let last = numbers.period.lowerBound.advanced(by: -1)
    return filled(
      before.series.map { DailyViews($0) },
      in: ReportPeriod(first: last.advanced(by: 1 - length), last: last), lastCounted: last)
  }
}

extension KeyFiguresSection.Figure {
  /// What was counted of a subject, compared.
  static func measured(_ numbers: ComparedNumbers) -> [Self] {
    let figures: [(id: String, Measure, name: String, words: String)] = [
      ("views", .views, "Views", "times somebody opened a recipe"),
      ("viewers", .viewers, "Viewers", "different signed-in people"),
      ("anonymousViews", .anonymous, "Anonymous views", "by people not signed in or not tracked"),
      ("forks", .forks, "Forks", "variants and shares made"),
      ("shares", .shares, "Shares", "copies into other communities"),
    ]
    return figures.map { id, measure, name, words in
      Self(
        id, name, words, numbers.totals[measure], before: numbers.before?.totals[measure],
        yearBefore: numbers.yearBefore?[measure])
    }
  }
}

extension RecipeFamily {
  init(_ outline: FamilyOutline) {
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
