import Indexes
import RecipeModel
import Store

/// Different members who did something or viewed a recipe.
///
/// Of a community count all who are or were its members, of the installation everybody.
struct ActiveMembers {
  private var actors: [Period: Set<Int64>] = [:]
  private var allActors: Set<Int64> = []
  /// Whose views are activity; nil for everybody's.
  private var known: Set<Int64>? = []

  /// For a subject that has no members.
  init() {}

  /// Reads who did something that the feed records.
  init(
    of selection: RecipeSelection, during request: StatisticsRequest,
    in transaction: ReadTransaction
  ) throws {
    let community: CommunityKey?
    switch selection.membership {
    case .none: return
    case .community(let key):
      community = key
      known = Set(try transaction.everMembers(of: key).map(\.value))
    case .everybody: (community, known) = (nil, nil)
    }
    let moments = request.moments(by: selection.clock)
    try transaction.eachAct(in: community, during: moments) { user, at in
      guard known?.contains(user.value) ?? true,
        let period = request.period(of: at, by: selection.clock)
      else { return }
      actors[period, default: []].insert(user.value)
      allActors.insert(user.value)
    }
  }

  /// The periods in which somebody did something.
  var periods: some Sequence<Period> { actors.keys }

  /// How many were active in a period, or in all of them, beside its viewers.
  func count(in period: Period?, _ viewers: ViewerUnion?) -> UniqueCount {
    if known?.isEmpty ?? false { return .zero }
    let actors = period.map { self.actors[$0] ?? [] } ?? allActors
    guard let viewers else { return UniqueCount(actors.count) }
    guard viewers.count.isExact else {
      // A sketch cannot tell who of its viewers is a member.
      var union = viewers
      for actor in actors { union.insert(actor) }
      return union.count
    }
    guard let known else {
      let silent = actors.count { viewers.contains($0) == false }
      return UniqueCount(viewers.count.value + silent)
    }
    return UniqueCount(known.count { actors.contains($0) || viewers.contains($0) == true })
  }
}

extension StatisticsRequest {
  /// A range that holds all moments of its days, and may hold a few around them.
  func moments(by clock: ZoneClock) -> Range<Instant> {
    // Hours are those of days in UTC.
    let moments = (grain == .hour ? ZoneClock.utc : clock).moments(around: days)
    guard let end = asOf?.advanced(byMilliseconds: 1), end < moments.upperBound else {
      return moments
    }
    return moments.lowerBound..<max(moments.lowerBound, end)
  }

  /// The period of a moment; nil when it lies outside.
  func period(of moment: Instant, by clock: ZoneClock) -> Period? {
    let day = grain == .hour ? moment.day : clock.day(of: moment)
    guard days.contains(day) else { return nil }
    return grain == .hour ? Period(hourOf: moment) : grain.period(of: day)
  }
}
