public import RecipeModel

// Clocks that are changed: a time that the clocks go over is due at the first moment after the gap,
// and one that they show twice is due the first time, so that a nightly run runs once each night. An
// expression for every hour means hours that pass, not hours that clocks show: it goes on through
// both hours that are called the same, and what clocks go over does not pass.
extension CronExpression {
  /// The first moment after another at which it is due.
  ///
  /// - Parameters:
  ///   - moment: The moment after which; one that is due itself does not count.
  ///   - clock: The clocks that its times mean.
  /// - Returns: The moment; nil where there is none within the 40 years that follow.
  public func next(after moment: Instant, in clock: ZoneClock) -> Instant? {
    var found: Instant?
    let today = clock.day(of: moment)
    let days = CronDays(
      of: self, from: today.advanced(by: -1), to: today.advanced(by: 40 * 366))
    for day in days {
      let isFollowing = found != nil
      if let first = moments(on: day, in: clock).first(where: { $0 > moment }) {
        found = min(found ?? first, first)
      }
      // Where clocks go back over midnight, a day has moments before some of the day before.
      if isFollowing { break }
    }
    return found
  }

  /// The last moment of a time at which it was due, and how many there were.
  ///
  /// - Parameters:
  ///   - start: The moment after which.
  ///   - end: The moment until which, itself included.
  ///   - clock: The clocks that its times mean.
  /// - Returns: The last moment and the count; nil where it was not due.
  public func last(
    after start: Instant, through end: Instant, in clock: ZoneClock
  ) -> (moment: Instant, count: Int)? {
    guard start < end else { return nil }
    // A moment that the clocks of two days share counts once.
    var lastOfDayBefore: Instant?
    var found: (moment: Instant, count: Int)?
    let days = CronDays(
      of: self, from: clock.day(of: start).advanced(by: -1), to: clock.day(of: end).advanced(by: 1))
    for day in days {
      let moments = moments(on: day, in: clock)
      for moment in moments where moment > start && moment <= end && moment != lastOfDayBefore {
        found = (max(found?.moment ?? moment, moment), (found?.count ?? 0) + 1)
      }
      lastOfDayBefore = moments.last ?? lastOfDayBefore
    }
    return found
  }

  /// The moments at which it is due because of a day, ascending.
  ///
  /// A day that clocks leave out is due with the next one.
  func moments(on day: Day, in clock: ZoneClock) -> [Instant] {
    guard includes(day) else { return [] }
    let spans = clock.spans(around: day)
    let midnight = day.start.milliseconds
    if spans.count == 1 {
      return minutesOfDay.map {
        Instant(milliseconds: midnight + Int64($0) * 60_000 - spans[0].offset)
      }
    }
    var moments: [Instant] = []
    for minute in minutesOfDay {
      let local = Instant(milliseconds: midnight + Int64(minute) * 60_000)
      let shown = spans.compactMap { $0.moment(showing: local) }
      if isHourly {
        moments += shown
      } else if let moment = shown.first ?? end(ofGapAt: local, among: spans) {
        moments.append(moment)
      }
    }
    return Set(moments).sorted()
  }

  /// The first moment at which clocks show a later time than one that they never show.
  private func end(ofGapAt local: Instant, among spans: [ZoneClock.Span]) -> Instant? {
    spans.first { $0.start.advanced(byMilliseconds: $0.offset) > local }?.start
  }
}
