import Indexes
import PipelineCore
import RecipeModel
import Statistics
import Store

/// Proves every recipe of every counted day.
///
/// Memory holds the last three local days of each zone.
struct PlainDays {
  private struct Key: Hashable {
    var calendar: CalendarKey
    var recipe: Int64
  }

  private let calendars: PlainCalendars
  private let waiting: WaitingNumbers

  init(_ calendars: PlainCalendars, besides waiting: WaitingNumbers) {
    self.calendars = calendars
    self.waiting = waiting
  }

  func compare(
    in transaction: ReadTransaction, into result: inout Reconciliation, observer: Observer
  ) throws {
    var level = Reconciliation.Level(kind: .recipe, grain: .day)
    var open: [Day: [Key: PlainCounts]] = [:]
    var places = calendars
    // Stored days that no event belongs to are found as well.
    var unproved = Set<Day>()
    for calendar in calendars.all {
      unproved.formUnion(try transaction.countedDays(of: calendar.key))
    }
    func close(_ day: Day) throws {
      try compare(
        day, open.removeValue(forKey: day) ?? [:], in: transaction, into: &result, &level)
      unproved.remove(day)
    }
    var events = 0
    try PlainEvents.each(in: transaction) { event, verdict in
      events += 1
      for (calendar, clock) in try places.those(of: event.recipe, in: transaction) {
        let key = Key(calendar: calendar.key, recipe: event.recipe)
        open[clock.day(of: event.at), default: [:]][key, default: PlainCounts()]
          .count(event, verdict)
      }
    } endOfDay: { day in
      // No zone is a whole day behind.
      for done in open.keys.filter({ $0 < day.advanced(by: -1) }).sorted() { try close(done) }
      observer.progress(Progress(activity: "reconciling days", records: events))
      if observer.shouldStop() { throw Interrupted() }
    }
    for day in Set(open.keys).union(unproved).sorted() { try close(day) }
    result.levels.append(level)
  }

  private func compare(
    _ day: Day, _ raw: [Key: PlainCounts], in transaction: ReadTransaction,
    into result: inout Reconciliation, _ level: inout Reconciliation.Level
  ) throws {
    let period = Grain.day.period(of: day)
    let places = Dictionary(uniqueKeysWithValues: calendars.all.map { ($0.key, $0.place) })
    var told: [Key: MeasuredCounts] = [:]
    for stored in try transaction.countedDays(on: day) {
      var sums = ViewCounts()
      do throws(CountedDayFault) {
        for group in try CountedDay.groups(in: stored.payload) {
          sums += group.counts
          told[Key(calendar: stored.calendar, recipe: group.recipe)] = MeasuredCounts(
            views: group.counts, viewers: UniqueCount(Set(group.viewers).count))
        }
      } catch {
        // What cannot be read tells nothing.
        for key in told.keys where key.calendar == stored.calendar { told[key] = nil }
        sums = ViewCounts()
      }
      // The numbers beside the bytes are told as well.
      let beside = ViewCounts(
        views: stored.views, anonymous: stored.anonymous, repeats: stored.repeats,
        robots: stored.robots)
      if beside != sums, let place = places[stored.calendar] {
        result.note(
          Reconciliation.Difference(
            subject: place.community.map { .community($0.value) } ?? .installation,
            period: period, told: MeasuredCounts(views: beside), raw: MeasuredCounts(views: sums)))
      }
    }
    let keys = Set(told.keys).union(raw.keys).sorted {
      ($0.calendar, $0.recipe) < ($1.calendar, $1.recipe)
    }
    for key in keys {
      guard let place = places[key.calendar] else { continue }
      result.compare(
        .recipe(key.recipe, in: place), period, told: told[key], raw: raw[key]?.total, in: &level,
        waits: waiting.holds(period, in: place))
    }
  }
}
