import Indexes
public import RecipeModel
public import Store

/// Recipes whose events are counted together, and in which days.
public struct RecipeSelection: Sendable {
  /// The clocks that its days follow (R28).
  public let clock: ZoneClock
  let scope: RecipeScope
  /// The calendars that hold its days; nil for all calendars of the zone.
  let calendars: [CalendarKey]?
  /// Which recipes of those calendars belong to it; nil for all of them.
  let recipes: KeySet?
  /// Whose members can be active in it: of one community, or of all of them.
  let membership: Membership

  enum Membership: Sendable {
    case none
    case community(CommunityKey)
    case everybody
  }

  /// A recipe itself, in the days of its community.
  public static func recipe(
    _ key: RecipeKey, in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    let community = try transaction.community(of: key)
    var zone = try transaction.installationZone()
    if let community, let stored = try transaction.community(community) { zone = stored.timeZone }
    return try RecipeSelection(
      .recipes([key]), zone: zone, in: transaction, communities: [community])
  }

  /// All recipes of a community, deleted ones included, in its days.
  public static func community(
    _ key: CommunityKey, zone: String, in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    RecipeSelection(
      clock: ZoneClock(stored: zone), scope: .community(key),
      calendars: [
        try transaction.rollupCalendar(of: CalendarPlace(community: key, zone: zone))
      ].compactMap { $0 }, recipes: nil, membership: .community(key))
  }

  /// The recipes that carry a tag: of one community in its days, or of all in the installation's.
  public static func tag(
    _ tag: TagKey, of community: StoredCommunity? = nil, in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    let shared = try transaction.installationZone()
    return try RecipeSelection(
      .tag(tag, in: community?.key), zone: community?.timeZone ?? shared, in: transaction,
      communities: community.map { [$0.key] })
  }

  /// What somebody made, in communities and in their catalogue, in the installation's days.
  public static func creator(
    _ user: UserKey, in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    try RecipeSelection(
      .creator(user), zone: transaction.installationZone(), in: transaction)
  }

  /// Some recipes, wherever they lie, in the installation's days; a family is such.
  public static func recipes(
    _ keys: [RecipeKey], in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    try RecipeSelection(
      .recipes(keys), zone: transaction.installationZone(), in: transaction)
  }

  /// Recipes that were read before, in the installation's days.
  static func nodes(
    _ nodes: [LineNode], in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    let zone = try transaction.installationZone()
    var calendars: [CalendarKey] = []
    for community in Set(nodes.lazy.map(\.community)) {
      let place = CalendarPlace(community: community, zone: zone)
      if let key = try transaction.rollupCalendar(of: place) { calendars.append(key) }
    }
    return RecipeSelection(
      clock: ZoneClock(stored: zone), scope: .recipes(nodes.map(\.key)),
      calendars: calendars.sorted(), recipes: KeySet(nodes.lazy.map(\.key.value)),
      membership: .none)
  }

  /// Everything, in the installation's days.
  public static func installation(
    in transaction: ReadTransaction
  ) throws(StoreFault) -> RecipeSelection {
    RecipeSelection(
      clock: ZoneClock(stored: try transaction.installationZone()), scope: .everything,
      calendars: nil, recipes: nil, membership: .everybody)
  }

  private init(
    _ scope: RecipeScope, zone: String, in transaction: ReadTransaction,
    communities: Set<CommunityKey?>? = nil
  ) throws(StoreFault) {
    clock = ZoneClock(stored: zone)
    self.scope = scope
    var calendars: [CalendarKey] = []
    var places = communities
    if places == nil { places = try transaction.communities(of: scope) }
    for community in places ?? [] {
      let place = CalendarPlace(community: community, zone: zone)
      if let key = try transaction.rollupCalendar(of: place) { calendars.append(key) }
    }
    self.calendars = calendars.sorted()
    recipes = KeySet(try transaction.recipeKeys(in: scope).lazy.map(\.value))
    membership = .none
  }

  private init(
    clock: ZoneClock, scope: RecipeScope, calendars: [CalendarKey]?, recipes: KeySet?,
    membership: Membership
  ) {
    self.clock = clock
    self.scope = scope
    self.calendars = calendars
    self.recipes = recipes
    self.membership = membership
  }
}

extension RecipeSelection {
  /// Above this many calendars all days are walked at once, and those of others passed over.
  private static let fewCalendars = 64

  /// Walks what was counted, by day and calendar.
  ///
  /// - Throws: A `StoreFault`; a `DamagedRollup` where the body finds that a day is no counted day.
  func eachDay(
    during days: ClosedRange<Day>, in transaction: ReadTransaction,
    _ body: (StoredCountedDay) throws -> Void
  ) throws {
    try walk(days, in: transaction) { day in
      do {
        try body(day)
      } catch is CountedDayFault {
        throw DamagedRollup(day: day.day)
      }
    }
  }

  private func walk(
    _ days: ClosedRange<Day>, in transaction: ReadTransaction,
    _ body: (StoredCountedDay) throws -> Void
  ) throws {
    if let calendars, calendars.count == 1 {
      try transaction.eachCountedDay(of: calendars[0], during: days, body)
      return
    }
    let wanted = try allCalendars(in: transaction)
    if wanted.count > RecipeSelection.fewCalendars {
      let wanted = Set(wanted)
      try transaction.eachCountedDay(during: days) { day in
        if wanted.contains(day.calendar) { try body(day) }
      }
      return
    }
    guard let counted = try span(of: wanted, in: transaction), counted.overlaps(days) else {
      return
    }
    let span = counted.clamped(to: days)
    for day in span.lowerBound.number...span.upperBound.number {
      let day = Day(number: day)
      for calendar in wanted {
        try transaction.eachCountedDay(of: calendar, during: day...day, body)
      }
    }
  }

  /// The first and the last day that anything is counted for.
  func countedSpan(in transaction: ReadTransaction) throws(StoreFault) -> ClosedRange<Day>? {
    try span(of: try allCalendars(in: transaction), in: transaction)
  }

  private func allCalendars(in transaction: ReadTransaction) throws(StoreFault) -> [CalendarKey] {
    if let calendars { return calendars }
    return try transaction.rollupCalendars().filter { $0.place.zone == clock.name }.map(\.key)
      .sorted()
  }

  private func span(
    of calendars: [CalendarKey], in transaction: ReadTransaction
  ) throws(StoreFault) -> ClosedRange<Day>? {
    var span: ClosedRange<Day>?
    for calendar in calendars {
      guard let own = try transaction.countedSpan(of: calendar) else { continue }
      span =
        span.map {
          min($0.lowerBound, own.lowerBound)...max($0.upperBound, own.upperBound)
        } ?? own
    }
    return span
  }
}
