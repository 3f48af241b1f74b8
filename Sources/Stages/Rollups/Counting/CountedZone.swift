import RecipeModel
import Store

/// A time zone with the calendars that follow it.
struct CountedZone: Sendable {
  let clock: ZoneClock
  let keys: Set<CalendarKey>
  /// The calendar of each community, by the community's key; 0 for the catalogues, nil for none.
  private var calendars: [CalendarKey?] = []

  private init(_ name: String, _ stored: [StoredCalendar]) {
    clock = ZoneClock(stored: name)
    keys = Set(stored.map(\.key))
    for calendar in stored {
      let community = Int(calendar.place.community?.value ?? 0)
      if community >= calendars.count {
        calendars += repeatElement(nil, count: community + 1 - calendars.count)
      }
      calendars[community] = calendar.key
    }
  }

  /// One for each zone, by name.
  static func all(of calendars: [StoredCalendar]) -> [CountedZone] {
    Dictionary(grouping: calendars, by: \.place.zone).sorted { $0.key < $1.key }
      .map { CountedZone($0.key, $0.value) }
  }

  /// Communities have keys below this.
  var communityLimit: Int { calendars.count }

  /// The calendar that a community's recipes are counted in; nil for none in this zone.
  @inline(__always)
  func calendar(of community: Int) -> CalendarKey? {
    community < calendars.count ? calendars[community] : nil
  }
}
