import RecipeModel
import TestKit

/// An expression with the sets that it was made of, so that nothing has to be read back.
struct MadeExpression {
  var minutes: Set<Int>
  var hours: Set<Int>
  /// Days of the week with Sunday as 0; nil for any.
  var weekdays: Set<Int>?

  init(minutes: Set<Int>, hours: Set<Int>, weekdays: Set<Int>? = nil) {
    self.minutes = minutes
    self.hours = hours
    self.weekdays = weekdays
  }

  /// Times that lie where clocks are changed more often than elsewhere.
  init(using generator: inout SeededGenerator) {
    minutes = Set(
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Int.random(in: 0...3, using: &generator) == 0
          ? Int.random(in: 0...59, using: &generator)
          : [0, 1, 15, 30, 45, 59][Int.random(in: 0...5, using: &generator)]
      })
    hours =
      Int.random(in: 0...3, using: &generator) == 0
      ? Set(0...23)
      : Set(
        (0..<Int.random(in: 1...5, using: &generator)).map { _ in
          [0, 1, 2, 3, 22, 23, 12][Int.random(in: 0...6, using: &generator)]
        })
    weekdays =
      Int.random(in: 0...2, using: &generator) == 0
      ? Set((0..<3).map { _ in Int.random(in: 0...6, using: &generator) }) : nil
  }

  var text: String {
    func list(_ numbers: Set<Int>) -> String {
      numbers.sorted().map(String.init).joined(separator: ",")
    }
    return
      "\(list(minutes)) \(hours.count == 24 ? "*" : list(hours)) * * \(weekdays.map(list) ?? "*")"
  }

  /// Whether clocks that show this time make it due.
  func means(_ local: Instant) -> Bool {
    let minute = Int(local.milliseconds - local.day.start.milliseconds) / 60_000
    return minutes.contains(minute % 60) && hours.contains(minute / 60)
      && weekdays?.contains((local.day.weekday + 1) % 7) ?? true
  }
}

/// The slow and obvious way: what clocks show, minute by minute.
struct MinuteWalk {
  let end: Instant
  private let start: Instant
  private let step: Int64
  /// What clocks show at the start and after each step.
  private let shown: [Instant]

  init(from start: Instant, to end: Instant, in clock: ZoneClock, stepMinutes: Int64 = 1) {
    self.start = start
    self.end = end
    step = stepMinutes * 60_000
    shown = stride(from: start.milliseconds, through: end.milliseconds, by: Int(step)).map {
      let moment = Instant(milliseconds: $0)
      return moment.advanced(byMilliseconds: clock.offset(at: moment))
    }
  }

  /// When it is due after the start.
  func moments(of made: MadeExpression) -> [Instant] {
    var moments: [Instant] = []
    var latest = shown[0]
    for (index, local) in shown.enumerated().dropFirst() {
      var isDue = false
      if made.hours.count == 24 {
        isDue = made.means(local)
      } else {
        // All that clocks have never shown before, what they went over included.
        var passed = latest
        while passed < local {
          passed = passed.advanced(byMilliseconds: step)
          if made.means(passed) { isDue = true }
        }
      }
      latest = max(latest, local)
      if isDue { moments.append(start.advanced(byMilliseconds: Int64(index) * step)) }
    }
    return moments
  }
}
