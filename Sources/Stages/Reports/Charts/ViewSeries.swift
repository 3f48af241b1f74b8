import Indexes
import RecipeModel

/// The daily views of a period as points to draw: single days, or averages when there are many.
///
/// Viewers of several days do not add up to viewers, so a longer step shows averages per day.
struct ViewSeries {
  struct Point: Equatable {
    /// The middle of the days it stands for, as a day number.
    var position: Double
    var views: Double
    var viewers: Double
    /// What it says when pointed at.
    var words: String
  }

  let period: ReportPeriod
  /// How many days one point stands for.
  let step: Int
  let points: [Point]
  /// The points cut where days in between were not counted.
  let runs: [ArraySlice<Point>]
  /// The points of the days just before, moved to where they are compared; cut likewise.
  let before: [ArraySlice<Point>]
  /// How many days of the period were not counted.
  let missingDays: Int
  /// What the picture shows, for those who do not see it.
  let description: String

  /// The most points that are drawn.
  static let limit = 400

  /// Takes the days of a period, and those just before, as many.
  init(of days: [DailyViews], before: [DailyViews] = [], during period: ReportPeriod) {
    let days = days.filter { period.contains($0.day) }
    let moved = before.map { day in
      DailyViews(
        day: day.day.advanced(by: period.length), views: day.views, viewers: day.viewers)
    }
    let step = [1, 7, 28, 91].first { period.length <= $0 * ViewSeries.limit } ?? 364
    let points = ViewSeries.points(days, period: period, step: step)
    self.period = period
    self.step = step
    self.points = points
    missingDays = period.length - days.count
    runs = ViewSeries.runs(points, step: step)
    self.before = ViewSeries.runs(
      ViewSeries.points(moved.filter { period.contains($0.day) }, period: period, step: step),
      step: step)
    description = ViewSeries.describe(days, before: moved, period: period)
  }

  var greatest: Int {
    let greatest = points.reduce(0) { max($0, max($1.views, $1.viewers)) }
    return Int(before.joined().reduce(greatest) { max($0, $1.views) }.rounded(.up))
  }

  private static func points(_ days: [DailyViews], period: ReportPeriod, step: Int) -> [Point] {
    let groups = Dictionary(grouping: days) { Int($0.day.number - period.first.number) / step }
    return groups.sorted { $0.key < $1.key }.map { _, days in
      let count = Double(days.count)
      let views = days.reduce(0) { $0 + $1.views }
      let viewers = days.reduce(0) { $0 + $1.viewers.value }
      let position = days.reduce(0) { $0 + Double($1.day.number) } / count
      return Point(
        position: position, views: Double(views) / count, viewers: Double(viewers) / count,
        words: words(days, views: views, viewers: viewers))
    }
  }

  private static func words(_ days: [DailyViews], views: Int, viewers: Int) -> String {
    guard days.count == 1, let only = days.first else {
      let from = days.first?.day.inWords ?? ""
      return "\(days.count) days from \(from): \((views / days.count).grouped) views a day"
    }
    let people = viewers == 1 ? "viewer" : "viewers"
    return "\(only.day.inWords): \(views.of("view", "views")), \(only.viewers.grouped) \(people)"
  }

  private static func runs(_ points: [Point], step: Int) -> [ArraySlice<Point>] {
    var runs: [ArraySlice<Point>] = []
    var start = points.startIndex
    for index in points.indices.dropFirst()
    where points[index].position - points[index - 1].position > Double(step) * 1.5 {
      runs.append(points[start..<index])
      start = index
    }
    if start < points.endIndex { runs.append(points[start...]) }
    return runs
  }

  private static func describe(
    _ days: [DailyViews], before: [DailyViews], period: ReportPeriod
  ) -> String {
    guard let best = days.max(by: { ($0.views, $1.day) < ($1.views, $0.day) }) else {
      return "No day was counted."
    }
    let views = days.reduce(0) { $0 + $1.views }
    var text = "\(period.inWords): \(views.of("view", "views"))"
    text += " on \(days.count.of("day", "days")); most on \(best.day.inWords)"
    text += " with \(best.views.of("view", "views"))."
    let missing = period.length - days.count
    if missing > 0 { text += " \(missing.of("day was", "days were")) not counted." }
    if !before.isEmpty {
      let views = before.reduce(0) { $0 + $1.views }
      text += " The period before had \(views.of("view", "views"))."
    }
    return text
  }
}
