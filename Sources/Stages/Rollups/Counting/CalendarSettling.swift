import Indexes
import RecipeModel
import Statistics
import Store

extension WriteTransaction {
  /// Makes the calendars what communities, zones and rules say now, and marks the days that this
  /// leaves to be counted.
  ///
  /// A new community needs no marks: its recipes have no events but those that were loaded since
  /// the last rollup. One whose zone changed had its days counted in another calendar, so those
  /// are the ones to count again.
  ///
  /// Gives the rules that the days are counted by.
  func settleCalendars(at now: Instant) throws -> ViewRules {
    let needed = try neededCalendars()
    let kept = try rollupCalendars()
    var days: Set<Day> = []
    for place in needed.subtracting(kept.map(\.place)).sorted(by: CalendarPlace.isBefore) {
      for other in kept where other.place.community == place.community {
        let clock = ZoneClock(stored: other.place.zone)
        for day in try countedDays(of: other.key) {
          days.formUnion(LocalDays.utcDays(of: day, in: clock))
        }
      }
      try insertCalendar(place)
    }
    for calendar in kept where !needed.contains(calendar.place) {
      try removeCalendar(calendar.key)
    }
    let rules = try viewRules()
    let state = try rollupState()
    if let state, state.rules != rules.name {
      days.formUnion(try viewSegmentSizes().map(\.day))
    }
    try markDirty(days.sorted())
    // That it was counted is said once it was.
    try setRollupState(
      RollupState(
        rules: rules.name, countedAt: state?.countedAt ?? now,
        known: state?.known ?? .none))
    return rules
  }
}

extension CalendarPlace {
  /// The order in which calendars are made, so that the same history makes the same rows.
  fileprivate static func isBefore(_ first: CalendarPlace, _ second: CalendarPlace) -> Bool {
    (first.community?.value ?? 0, first.zone) < (second.community?.value ?? 0, second.zone)
  }
}
