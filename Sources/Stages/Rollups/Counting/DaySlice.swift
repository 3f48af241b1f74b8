import Indexes
import RecipeModel
import Statistics
import Store

/// Some local days that follow each other, counted from raw days in memory.
struct DaySlice: Sendable {
  /// One local day of a zone, in all of its calendars that have events on it.
  struct CountedLocalDay: Sendable {
    var zone: Int
    var day: Day
    var calendars: [CalendarKey: StoredCountedDay]
  }

  struct Counted: Sendable {
    var days: [CountedLocalDay] = []
    /// How many events the raw days have that were judged.
    var events: [Day: Int] = [:]
  }

  private let zones: [CountedZone]
  private let walk: LocalDayWalk

  /// Slices the days that are wanted in each zone.
  init(zones: [CountedZone], days: [Set<Day>]) {
    self.zones = zones
    walk = LocalDayWalk(
      zip(zones, days).map { LocalDayWalk.Zone(clock: $0.clock, days: $1) })
  }

  /// The raw days that have to be in memory.
  var rawDays: Set<Day> {
    Set(walk.judgedDays.flatMap { [$0.advanced(by: -1), $0] })
  }

  /// The raw days whose events are counted.
  var judgedDays: Set<Day> { walk.judgedDays }

  /// Counts the days.
  ///
  /// - Parameters:
  ///   - rules: What is a view.
  ///   - payloads: What is stored of the raw days, packed.
  ///   - communities: Where the recipes lie that have events on the judged days.
  /// - Returns: Every local day that is wanted.
  /// - Throws: A `ViewSegmentFault` for a damaged day.
  func counted(
    by rules: ViewRules, from payloads: [Day: [UInt8]], lyingIn communities: RecipeCommunities
  ) throws -> Counted {
    var counted = Counted()
    let judged = judgedDays
    try walk.run(
      by: rules,
      from: { day in
        guard let payload = payloads[day] else { return [] }
        let events = try ViewSegment.decode(payload, on: day)
        if judged.contains(day) { counted.events[day] = events.count }
        return events
      }
    ) { zone, day, events in
      counted.days.append(
        CountedLocalDay(
          zone: zone, day: day,
          calendars: pack(events, on: day, of: zones[zone], lyingIn: communities)))
    }
    return counted
  }

  /// Packs the events of a day, sorted by recipe, for the calendar of each community.
  private func pack(
    _ events: [JudgedView], on day: Day, of zone: CountedZone,
    lyingIn communities: RecipeCommunities
  ) -> [CalendarKey: StoredCountedDay] {
    var builders: [CountedDayBuilder] = []
    var calendars: [CalendarKey] = []
    /// Where the builder of each community is.
    var places = [Int32](repeating: -1, count: zone.communityLimit)
    var start = events.startIndex
    while start < events.endIndex {
      let recipe = events[start].recipe
      var end = start + 1
      while end < events.endIndex, events[end].recipe == recipe { end += 1 }
      defer { start = end }
      let community = communities.community(of: recipe)
      guard let calendar = zone.calendar(of: community) else { continue }
      if places[community] < 0 {
        places[community] = Int32(builders.count)
        builders.append(CountedDayBuilder())
        calendars.append(calendar)
      }
      builders[Int(places[community])].add(events[start..<end])
    }
    return Dictionary(
      uniqueKeysWithValues: zip(calendars, builders).map { calendar, builder in
        (calendar, StoredCountedDay(builder, day, of: calendar))
      })
  }
}

extension StoredCountedDay {
  fileprivate init(_ builder: CountedDayBuilder, _ day: Day, of calendar: CalendarKey) {
    let counts = builder.counts
    self.init(
      calendar: calendar, day: day, recipes: builder.recipes, views: counts.views,
      anonymous: counts.anonymous, repeats: counts.repeats, robots: counts.robots,
      payload: builder.payload)
  }
}
