import Indexes
import RecipeModel
import Statistics
import Store

/// Counts some raw days again, in all calendars that have moments of them.
struct DayBatch {
  /// A zone with the calendars that follow it.
  private struct Zone {
    var clock: ZoneClock
    /// The calendar of each community, by the community's key; 0 for the catalogues.
    var calendars: [Int: CalendarKey] = [:]
  }

  private let communities: RecipeCommunities
  private let zones: [Zone]
  private let walk: LocalDayWalk
  /// How many days of calendars have other counts now.
  private(set) var rowsChanged = 0
  private(set) var eventsRead = 0

  init(
    _ days: [Day], calendars: [StoredCalendar], communities: RecipeCommunities
  ) {
    self.communities = communities
    var zones: [String: Zone] = [:]
    for calendar in calendars {
      let name = calendar.place.zone
      zones[name, default: Zone(clock: ZoneClock(stored: name))]
        .calendars[Int(calendar.place.community?.value ?? 0)] = calendar.key
    }
    self.zones = zones.sorted { $0.key < $1.key }.map(\.value)
    walk = LocalDayWalk(
      self.zones.map { zone in
        LocalDayWalk.Zone(
          clock: zone.clock,
          days: Set(days.flatMap { LocalDays(of: $0, in: zone.clock).days }))
      })
  }

  mutating func count(by rules: ViewRules, in transaction: WriteTransaction) throws {
    var changed = 0
    var trends = TrendKeeping()
    eventsRead = try walk.run(by: rules, in: transaction) { zone, day, events in
      changed += try store(events, on: day, of: zones[zone], noting: &trends, in: transaction)
    }
    try trends.settle(in: transaction)
    rowsChanged = changed
  }

  /// Stores a local day of the calendars of a zone where it differs; gives how many that were.
  private func store(
    _ events: [JudgedView], on day: Day, of zone: Zone, noting trends: inout TrendKeeping,
    in transaction: WriteTransaction
  ) throws -> Int {
    var packed = pack(events, of: zone)
    var changed = 0
    let ownCalendars = Set(zone.calendars.values)
    for stored in try transaction.countedDays(on: day) where ownCalendars.contains(stored.calendar)
    {
      guard let builder = packed.removeValue(forKey: stored.calendar) else {
        try trends.note(
          day, of: stored.calendar, before: stored.payload, now: nil, in: transaction)
        try transaction.removeCountedDay(day, of: stored.calendar)
        changed += 1
        continue
      }
      let now = StoredCountedDay(builder, day, of: stored.calendar)
      guard now.payload != stored.payload else { continue }
      try trends.note(
        day, of: stored.calendar, before: stored.payload, now: now.payload, in: transaction)
      try transaction.store(now)
      changed += 1
    }
    for (calendar, builder) in packed.sorted(by: { $0.key < $1.key }) {
      let now = StoredCountedDay(builder, day, of: calendar)
      try trends.note(day, of: calendar, before: nil, now: now.payload, in: transaction)
      try transaction.store(now)
      changed += 1
    }
    return changed
  }

  /// Packs the events of a day, sorted by recipe, for the calendar of each community.
  private func pack(
    _ events: [JudgedView], of zone: Zone
  ) -> [CalendarKey: CountedDayBuilder] {
    var builders: [CountedDayBuilder] = []
    var places: [Int: Int] = [:]
    var calendars: [CalendarKey] = []
    var start = events.startIndex
    while start < events.endIndex {
      let recipe = events[start].recipe
      var end = start + 1
      while end < events.endIndex, events[end].recipe == recipe { end += 1 }
      defer { start = end }
      let community = communities.community(of: recipe)
      guard let calendar = zone.calendars[community] else { continue }
      let place: Int
      if let known = places[community] {
        place = known
      } else {
        place = builders.count
        places[community] = place
        builders.append(CountedDayBuilder())
        calendars.append(calendar)
      }
      builders[place].add(events[start..<end])
    }
    return Dictionary(uniqueKeysWithValues: zip(calendars, builders))
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
