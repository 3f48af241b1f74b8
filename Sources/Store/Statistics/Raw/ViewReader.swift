public import Indexes
public import RecipeModel
public import Store

/// Reads the views of days, repeats left out (R24), from the raw events.
///
/// The events just before a day, which decide what repeats on it, are read along; reading days in
/// ascending order unpacks each of them once. Memory holds one day.
public struct ViewReader {
  private let windowMinutes: Int
  /// The end of the last day that was read: what its successor may repeat.
  private var tail: (day: Day, events: [ViewEvent])?

  public init(windowMinutes: Int) {
    self.windowMinutes = windowMinutes
  }

  /// Reads the views of a day.
  ///
  /// - Parameters:
  ///   - day: A day in UTC.
  ///   - transaction: Where the events are.
  ///   - isWanted: Picks events; must answer the same for all events of a viewer on a recipe, on
  ///     every day that is read.
  /// - Returns: The views, by recipe, viewer and moment.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  public mutating func views(
    on day: Day, in transaction: ReadTransaction,
    where isWanted: (ViewEvent) -> Bool = { _ in true }
  ) throws -> [ViewEvent] {
    let today = try ViewReader.events(on: day, in: transaction).filter(isWanted)
    var events = try endOfDay(before: day, in: transaction).filter(isWanted)
    tail = (day, ViewReader.end(of: today, on: day, windowMinutes: windowMinutes))
    events += today
    events.sortForCounting()
    return ViewCounting.views(
      in: events, during: day.start..<day.advanced(by: 1).start, windowMinutes: windowMinutes)
  }

  /// The raw events of a day, sorted.
  public static func events(on day: Day, in transaction: ReadTransaction) throws -> [ViewEvent] {
    guard let segment = try transaction.viewSegment(on: day) else { return [] }
    return try ViewSegment.decode(segment, on: day)
  }

  private func endOfDay(
    before day: Day, in transaction: ReadTransaction
  ) throws -> [ViewEvent] {
    let needed = ViewCounting.days(neededFor: day, windowMinutes: windowMinutes)
    guard needed.lowerBound < day else { return [] }
    let yesterday = day.advanced(by: -1)
    if let tail, tail.day == yesterday { return tail.events }
    return ViewReader.end(
      of: try ViewReader.events(on: yesterday, in: transaction), on: yesterday,
      windowMinutes: windowMinutes)
  }

  private static func end(
    of events: [ViewEvent], on day: Day, windowMinutes: Int
  ) -> [ViewEvent] {
    let end = day.advanced(by: 1).start
    let first = end.advanced(byMilliseconds: -Int64(windowMinutes) * 60_000)
    return events.filter { $0.at >= first && $0.viewer != nil }
  }
}
