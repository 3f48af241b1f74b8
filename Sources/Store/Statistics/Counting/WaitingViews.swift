import CommunityRules
import Indexes
public import RecipeModel
import Store

/// The views of a community's recipes that wait to be counted, as far as somebody may know of them.
public struct WaitingViews: Sendable, Equatable {
  /// Whether any wait: anywhere, for the operator; of this community's recipes, for others.
  public var isBehind: Bool
  /// The days that are counted again, in the community's zone.
  ///
  /// For the operator they are those of anybody's views, since it takes a rollup to tell.
  public var days: Set<Day>

  init(
    of community: CommunityKey, zone: String, within reach: Reach, in transaction: ReadTransaction
  ) throws {
    let clock = ZoneClock(stored: zone)
    switch reach {
    case .installation:
      let state = try transaction.rollupState()
      let new = try transaction.uncountedPlaces()
      let dirty = try transaction.dirtyDays()
      let isOtherwise = try state?.rules != transaction.viewRules().name
      let isWhole =
        isOtherwise || new.contains(CalendarPlace(community: community, zone: clock.name))
      let raw = dirty + (isWhole ? try transaction.viewSegmentSizes().map(\.day) : [])
      days = Set(raw.flatMap { LocalDays(of: $0, in: clock).days })
      isBehind = !days.isEmpty || !new.isEmpty || (state != nil && isOtherwise)
    case .person:
      days = try transaction.uncountedDays(
        of: Set(try transaction.recipeKeys(in: .community(community))), in: clock)
      isBehind = !days.isEmpty
    }
  }

  /// Whether any wait in the days of a period.
  func hold(_ period: Period) -> Bool {
    // The days of a period are few, those that wait may be all that there are.
    let days = period.days
    return (days.lowerBound.number...days.upperBound.number).contains {
      self.days.contains(Day(number: $0))
    }
  }
}
