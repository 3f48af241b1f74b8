public import RecipeModel

extension ReadTransaction {
  /// The packed events of a day; nil when there are none.
  public func viewSegment(on day: Day) throws(StoreFault) -> [UInt8]? {
    try row("SELECT payload FROM view_segment WHERE day = ?", [day.number]) {
      $0[0] as [UInt8]
    }
  }

  /// The days that have events and how many, ascending; all of them, or those of a span.
  public func viewSegmentSizes(
    in span: ClosedRange<Day>? = nil
  ) throws(StoreFault) -> [(day: Day, events: Int)] {
    try rows(
      "SELECT day, events FROM view_segment WHERE day BETWEEN ? AND ? ORDER BY day",
      [span?.lowerBound.number ?? .min, span?.upperBound.number ?? .max]
    ) { (Day(number: $0[0]), $0[1]) }
  }

  /// The last day that has events; nil when there is none.
  public func lastViewDay() throws(StoreFault) -> Day? {
    try row("SELECT max(day) FROM view_segment") { $0[0] as Int32? }
      .flatMap { $0 }.map { Day(number: $0) }
  }
}

extension WriteTransaction {
  /// Stores the packed events of a day in place of those that were there.
  public func storeViewSegment(
    _ payload: [UInt8], events: Int, on day: Day
  ) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO view_segment (day, events, payload, change) VALUES (?, ?, ?, ?)
        ON CONFLICT (day) DO UPDATE
        SET events = excluded.events, payload = excluded.payload, change = excluded.change
      """
    ).bind(Int64(day.number)).bind(events).bind(blob: payload).bind(change).run()
  }
}
