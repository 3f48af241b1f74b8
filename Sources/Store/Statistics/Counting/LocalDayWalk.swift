public import Indexes
public import RecipeModel

/// Walks over local days of several time zones at once, reading each raw day once.
public struct LocalDayWalk: Sendable {
  /// The local days that are wanted in one zone.
  public struct Zone: Sendable {
    public var clock: ZoneClock
    public var days: Set<Day>

    public init(clock: ZoneClock, days: Set<Day>) {
      self.clock = clock
      self.days = days
    }
  }

  private let zones: [Zone]
  /// For each raw day that is needed, the local days that have moments of it, by zone.
  private var needs: [Day: [(zone: Int, days: [Day])]] = [:]
  /// The last raw day that each local day needs, by zone.
  private var lastNeeds: [[Day: Day]]

  public init(_ zones: [Zone]) {
    self.zones = zones
    lastNeeds = zones.map { _ in [:] }
    for (index, zone) in zones.enumerated() {
      var wanted: [Day: [Day]] = [:]
      for day in zone.days {
        for raw in LocalDays.utcDays(of: day, in: zone.clock) {
          wanted[raw, default: []].append(day)
          lastNeeds[index][day] = max(lastNeeds[index][day] ?? raw, raw)
        }
      }
      for (raw, days) in wanted { needs[raw, default: []].append((index, days)) }
    }
  }

  /// The raw days whose events are judged; the one before each is read, too, as it decides what
  /// repeats.
  public var judgedDays: Set<Day> { Set(needs.keys) }

  /// Judges the events of all days that are wanted, and hands over each local day once.
  ///
  /// - Parameters:
  ///   - rules: What is a view.
  ///   - source: Gives the raw events of a day in UTC, sorted.
  ///   - body: Takes the index of the zone, the day, and its events sorted by recipe and viewer;
  ///     days in which nothing happened are handed over, too.
  /// - Throws: Whatever the source and the body throw.
  public func run(
    by rules: ViewRules, from source: (Day) throws -> [ViewEvent],
    _ body: (_ zone: Int, _ day: Day, _ events: [JudgedView]) throws -> Void
  ) throws {
    var judge = DayJudge(rules)
    var open = zones.map { _ in [Day: [JudgedView]]() }
    for raw in needs.keys.sorted() {
      var judged: [(event: ViewEvent, verdict: ViewRules.Verdict)] = []
      try judge.judge(raw, from: source) { judged.append(($0, $1)) }
      for (zone, days) in needs[raw] ?? [] {
        let local = LocalDays(of: raw, in: zones[zone].clock)
        for day in days {
          var events = open[zone].removeValue(forKey: day) ?? []
          if local.days == [day] {
            events.reserveCapacity(events.count + judged.count)
            for (event, verdict) in judged { events.append(JudgedView(event, verdict)) }
          } else {
            for (event, verdict) in judged where local.day(of: event.at) == day {
              events.append(JudgedView(event, verdict))
            }
          }
          if lastNeeds[zone][day] == raw {
            events.sortForPacking()
            try body(zone, day, events)
          } else {
            open[zone][day] = events
          }
        }
      }
    }
  }
}
