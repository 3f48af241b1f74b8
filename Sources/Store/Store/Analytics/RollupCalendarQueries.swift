public import RecipeModel

/// Whose days are counted in which time zone.
public struct CalendarPlace: Sendable, Hashable {
  /// Nil for the catalogues, all of them together.
  public var community: CommunityKey?
  /// By its IANA name.
  public var zone: String

  public init(community: CommunityKey?, zone: String) {
    self.community = community
    self.zone = zone
  }
}

/// A calendar that is kept.
public struct StoredCalendar: Sendable, Hashable {
  public var key: CalendarKey
  public var place: CalendarPlace
}

extension ReadTransaction {
  /// The calendars that are kept, in no order that means anything.
  public func rollupCalendars() throws(StoreFault) -> [StoredCalendar] {
    try rows("SELECT id, community_id, time_zone FROM rollup_calendar") { row in
      StoredCalendar(
        key: CalendarKey(row["id"]),
        place: CalendarPlace(
          community: (row["community_id"] as Int64?).map { CommunityKey($0) },
          zone: row["time_zone"]))
    }
  }

  /// The calendar of a place; nil when nothing was counted in it yet.
  public func rollupCalendar(of place: CalendarPlace) throws(StoreFault) -> CalendarKey? {
    try row(
      """
      SELECT id FROM rollup_calendar WHERE coalesce(community_id, 0) = ? AND time_zone = ?
      """, [place.community?.value ?? 0, place.zone]
    ) { CalendarKey($0[0]) }
  }

  /// The calendars that there must be: of each community in its own zone and in the
  /// installation's, of the catalogues in the installation's.
  ///
  /// Deleted and purged communities are among them: what happened counts (R25).
  public func neededCalendars() throws(StoreFault) -> Set<CalendarPlace> {
    let shared = try installationZone()
    var places: Set = [CalendarPlace(community: nil, zone: shared)]
    for community in try communityZones() {
      places.insert(CalendarPlace(community: community.key, zone: community.zone))
      places.insert(CalendarPlace(community: community.key, zone: shared))
    }
    return places
  }

  private func communityZones() throws(StoreFault) -> [(key: CommunityKey, zone: String)] {
    try rows("SELECT id, time_zone FROM community") { (CommunityKey($0[0]), $0[1] as String) }
  }

  /// The local days that a calendar has something counted for, ascending.
  public func countedDays(of calendar: CalendarKey) throws(StoreFault) -> [Day] {
    try rows("SELECT day FROM rollup_day WHERE calendar_id = ? ORDER BY day", [calendar.value]) {
      Day(number: $0[0])
    }
  }
}

extension WriteTransaction {
  public func insertCalendar(_ place: CalendarPlace) throws(StoreFault) {
    try execute(
      "INSERT INTO rollup_calendar (community_id, time_zone) VALUES (?, ?)",
      [place.community?.value, place.zone])
  }

  /// Removes a calendar with all of its days.
  public func removeCalendar(_ calendar: CalendarKey) throws(StoreFault) {
    try execute("DELETE FROM rollup_day WHERE calendar_id = ?", [calendar.value])
    try removeTrend(of: calendar)
    try execute("DELETE FROM rollup_calendar WHERE id = ?", [calendar.value])
  }

  /// Removes everything that was counted.
  public func clearRollups() throws(StoreFault) {
    for table in ["target_point", "rollup_day", "rollup_trend", "rollup_calendar", "rollup_state"] {
      try execute("DELETE FROM \(table)")
    }
  }
}
