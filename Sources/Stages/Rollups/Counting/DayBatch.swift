import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Counts some raw days again, in all calendars that have moments of them.
struct DayBatch {
  private let zones: [CountedZone]
  private let slices: [DaySlice]
  /// How many days of calendars have other counts now.
  private(set) var rowsChanged = 0
  private(set) var eventsRead = 0
  /// How many local days of a zone are counted one after the other, on one core.
  private static let daysOfSlice: Int32 = 16

  init(_ days: [Day], calendars: [StoredCalendar]) {
    let zones = CountedZone.all(of: calendars)
    self.zones = zones
    let wanted = zones.map { zone in
      Set(days.flatMap { LocalDays(of: $0, in: zone.clock).days })
    }
    let places = Set(wanted.flatMap { $0.map { DayBatch.slice(of: $0) } })
    slices = places.sorted().map { place in
      DaySlice(
        zones: zones,
        days: wanted.map { days in days.filter { DayBatch.slice(of: $0) == place } })
    }
  }

  private static func slice(of day: Day) -> Int32 { day.number / daysOfSlice }

  /// Counts on all cores; only reading and storing wait for each other.
  mutating func count(
    by rules: ViewRules, lookingUpIn communities: inout RecipeCommunities,
    in transaction: WriteTransaction
  ) throws {
    var payloads: [Day: [UInt8]] = [:]
    for day in Set(slices.flatMap(\.rawDays)) {
      payloads[day] = try transaction.viewSegment(on: day)
    }
    try communities.read(
      ofEventsIn: payloads.filter { day, _ in slices.contains { $0.judgedDays.contains(day) } },
      in: transaction)
    let (raw, known) = (payloads, communities)
    var events: [Day: Int] = [:]
    var trends = TrendKeeping()
    for counted in try slices.mapConcurrently({
      try $0.counted(by: rules, from: raw, lyingIn: known)
    }) {
      // Neighbours may have read the same day.
      events.merge(counted.events) { first, _ in first }
      for day in counted.days {
        rowsChanged += try store(day, noting: &trends, in: transaction)
      }
    }
    try trends.settle(in: transaction)
    eventsRead = events.values.reduce(0, +)
  }

  /// Stores a local day of the calendars of a zone where it differs; gives how many that were.
  private func store(
    _ counted: DaySlice.CountedLocalDay, noting trends: inout TrendKeeping,
    in transaction: WriteTransaction
  ) throws -> Int {
    let day = counted.day
    var packed = counted.calendars
    var changed = 0
    let ownCalendars = zones[counted.zone].keys
    for stored in try transaction.countedDays(on: day)
    where ownCalendars.contains(stored.calendar) {
      guard let now = packed.removeValue(forKey: stored.calendar) else {
        try trends.note(
          day, of: stored.calendar, before: stored.payload, now: nil, in: transaction)
        try transaction.removeCountedDay(day, of: stored.calendar)
        changed += 1
        continue
      }
      guard now.payload != stored.payload else { continue }
      try trends.note(
        day, of: stored.calendar, before: stored.payload, now: now.payload, in: transaction)
      try transaction.store(now)
      changed += 1
    }
    for (calendar, now) in packed.sorted(by: { $0.key < $1.key }) {
      try trends.note(day, of: calendar, before: nil, now: now.payload, in: transaction)
      try transaction.store(now)
      changed += 1
    }
    return changed
  }
}
