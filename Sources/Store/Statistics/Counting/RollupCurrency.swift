import CommunityRules
import Indexes
import RecipeModel
public import Store

extension ReadTransaction {
  /// Whether days wait to be counted, or would be counted by other rules or in other zones now.
  public func rollupsAreBehind() throws(StoreFault) -> Bool {
    guard try dirtyDays().isEmpty else { return true }
    guard let state = try rollupState() else { return try lastViewDay() != nil }
    let rules = try viewRules()
    if state.rules != rules.name { return true }
    return try !uncountedPlaces().isEmpty
  }

  /// Where something was counted in another zone than it would be now.
  ///
  /// A new community has nothing that could be: its events make their days wait.
  public func uncountedPlaces() throws(StoreFault) -> Set<CalendarPlace> {
    let kept = try rollupCalendars()
    var places: Set<CalendarPlace> = []
    for place in try neededCalendars().subtracting(kept.map(\.place)) {
      for other in kept where other.place.community == place.community {
        if try countedSpan(of: other.key) != nil { places.insert(place) }
      }
    }
    return places
  }

  /// Whether views wait to be counted.
  ///
  /// The operator is told of the whole installation. Others are told of the recipes only whose
  /// numbers they ask for: that a day waits to be counted may say that something was viewed in a
  /// community that they know nothing of (R7). So for them the waiting days are counted, and what
  /// they say of these recipes is compared with the rollups. Which recipes these are is looked up
  /// for them alone.
  ///
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  func isBehind(
    on recipes: @autoclosure () throws -> Set<RecipeKey>, within reach: Reach
  ) throws -> Bool {
    switch reach {
    case .installation: try rollupsAreBehind()
    case .person: try hasUncountedViews(of: recipes())
    }
  }

  /// Whether views of a community's recipes wait to be counted.
  func isBehind(on community: CommunityKey, within reach: Reach) throws -> Bool {
    try isBehind(on: Set(try recipeKeys(in: .community(community))), within: reach)
  }

  private func hasUncountedViews(of recipes: Set<RecipeKey>) throws -> Bool {
    if try hasNewCalendars(of: recipes) {
      let wanted = KeySet(recipes.lazy.map(\.value))
      // Nothing is counted in their new days yet.
      return try viewSegmentSizes().contains { day, _ in
        try viewEvents(on: day).contains { wanted.contains($0.recipe) }
      }
    }
    return try !miscountedDays(
      of: recipes, in: ZoneClock(stored: try installationZone())
    ).isEmpty
  }

  /// The days that have views of some recipes that the rollups do not say yet.
  func uncountedDays(of recipes: Set<RecipeKey>, in clock: ZoneClock) throws -> Set<Day> {
    guard try hasNewCalendars(of: recipes) else {
      return try miscountedDays(of: recipes, in: clock)
    }
    let wanted = KeySet(recipes.lazy.map(\.value))
    var days: Set<Day> = []
    for (day, _) in try viewSegmentSizes() {
      for event in try viewEvents(on: day) where wanted.contains(event.recipe) {
        days.insert(clock.day(of: event.at))
      }
    }
    return days
  }

  /// The days that wait of which the rollups say something else of some recipes than the events.
  private func miscountedDays(
    of recipes: Set<RecipeKey>, in clock: ZoneClock
  ) throws -> Set<Day> {
    let rules = try viewRules()
    let wanted = KeySet(recipes.lazy.map(\.value))
    // Other rules may change any day.
    let dirty =
      try rollupState()?.rules == rules.name ? dirtyDays() : viewSegmentSizes().map(\.day)
    guard !dirty.isEmpty, !recipes.isEmpty else { return [] }
    let days = Set(dirty.flatMap { LocalDays(of: $0, in: clock).days })
    var miscounted: Set<Day> = []
    try LocalDayWalk([LocalDayWalk.Zone(clock: clock, days: days)]).run(
      by: rules,
      from: { day in try viewEvents(on: day).filter { wanted.contains($0.recipe) } }
    ) { _, day, events in
      if try countedGroups(of: wanted, on: day, in: clock) != CountedDay.groups(of: events) {
        miscounted.insert(day)
      }
    }
    return miscounted
  }

  /// Whether the communities of some recipes have zones that nothing was counted in yet.
  private func hasNewCalendars(of recipes: Set<RecipeKey>) throws(StoreFault) -> Bool {
    let kept = Set(try rollupCalendars().map(\.place))
    let new = try neededCalendars().subtracting(kept)
    guard !new.isEmpty else { return false }
    let places = try communities(of: .recipes(Array(recipes)))
    return new.contains { places.contains($0.community) }
  }

  /// What the rollups say of some recipes on a day of the installation.
  private func countedGroups(
    of recipes: KeySet, on day: Day, in clock: ZoneClock
  ) throws -> [CountedRecipe] {
    let calendars = Set(
      try rollupCalendars().filter { $0.place.zone == clock.name }.map(\.key))
    var groups: [CountedRecipe] = []
    for counted in try countedDays(on: day) where calendars.contains(counted.calendar) {
      do throws(CountedDayFault) {
        groups += try CountedDay.groups(in: counted.payload, of: recipes)
      } catch {
        throw DamagedRollup(day: day)
      }
    }
    return groups.sorted { $0.recipe < $1.recipe }
  }
}
