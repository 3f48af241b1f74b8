import Indexes
public import RecipeModel
public import Store

/// How a community does on one of its targets.
public struct TargetProgress: Sendable, Equatable {
  /// The living target.
  public var target: StoredTarget
  /// The time zone that its periods follow: the community's (R28).
  public var zone: String
  /// The day that it is there.
  public var today: Day
  /// The period that it is now, as far as it is counted; nil for a target that begins later.
  public var current: TargetPoint?
  /// The periods that are over, ascending, without gaps but where no target held.
  ///
  /// Those of targets for the same measure and frequency that ended before it are among them.
  public var past: [TargetPoint]

  public init(
    target: StoredTarget, zone: String, today: Day, current: TargetPoint?, past: [TargetPoint]
  ) {
    self.target = target
    self.zone = zone
    self.today = today
    self.current = current
    self.past = past
  }

  /// The last period that is over; nil for a target that did not hold in it.
  public var last: TargetPoint? {
    let now = target.frequency.grain.period(of: today)
    return past.last.flatMap { $0.period.next == now ? $0 : nil }
  }

  /// How many of the last periods that are over were met one after the other; those that are still
  /// open at the end are passed over.
  public var streak: Int {
    past.reversed().drop { $0.isWaiting }.prefix { $0.isMet == true }.count
  }

  /// The days that are left of the current period after today.
  public var daysLeft: Int? {
    current.map { Int($0.period.days.upperBound.number - today.number) }
  }

  /// The part of the current period that is over, today not counted: 0 on its first day.
  public var elapsed: Double? {
    current.map { point in
      let days = point.period.days
      let length = days.upperBound.number - days.lowerBound.number + 1
      return Double(today.number - days.lowerBound.number) / Double(length)
    }
  }

  /// Whether the current period has as much as its days that are over would bring, spread evenly;
  /// nil while views of it wait to be counted.
  public var isOnPace: Bool? {
    guard let current, let elapsed, !current.isWaiting else { return nil }
    return Double(current.count.value) >= elapsed * Double(current.value)
  }
}
