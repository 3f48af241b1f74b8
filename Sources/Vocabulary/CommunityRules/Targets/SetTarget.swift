public import RecipeModel

/// Setting a community a target: its admins' and the operator's to do, as settings are (R3).
///
/// A community has one living target for each measure and frequency. Another value takes its place
/// from the current period on; what was asked for before stays what it was (R27).
public enum SetTarget {
  /// What is asked for.
  public struct Request: Sendable, Equatable {
    public var measure: TargetMeasure
    public var frequency: TargetFrequency
    public var value: TargetValue
    /// A day of the first period that it is to hold for; nil for the first that it can.
    public var since: Day?

    public init(
      _ measure: TargetMeasure, _ frequency: TargetFrequency, value: TargetValue,
      since: Day? = nil
    ) {
      self.measure = measure
      self.frequency = frequency
      self.value = value
      self.since = since
    }
  }

  /// What becomes of it.
  public enum Decision: Sendable, Equatable {
    /// It is asked for already.
    case unchanged
    /// A target begins on this day; the living one of the measure and frequency, if there is one,
    /// ends then.
    case begin(Day)
  }

  /// For how many days back a first target may hold: ten years.
  public static let daysBack = 3_653

  /// Decides on a target after the last one for the measure and frequency, if there was one, on
  /// the day that it is in the community's time zone.
  public static func decide(
    _ request: Request, of community: CommunityStanding, after former: TargetStanding?,
    by actor: Actor, today: Day
  ) throws(Refusal) -> Decision {
    let asked = "set a target of \(community.slug)"
    try actor.requireAdmin(of: community, to: asked, or: .r3)
    let current = request.frequency.grain.period(of: today)
    let wanted = request.since.map { request.frequency.grain.period(of: $0).firstDay }
    if let former, former.until == nil, former.value == request.value,
      wanted.map({ $0 >= former.since }) ?? true
    {
      return .unchanged
    }
    let earliest =
      former.map { $0.until ?? $0.end(in: current) }
      ?? request.frequency.grain.period(of: today.advanced(by: -daysBack)).firstDay
    let latest = max(current.firstDay, earliest)
    let since = wanted ?? latest
    guard since <= latest else {
      throw actor.refusal(
        .r28, asked, because: "a target holds from the current period or an earlier one on",
        instead: "set it from \(latest) on")
    }
    guard since >= earliest else {
      throw actor.refusal(
        .r28, asked,
        because: former == nil
          ? "a target looks back ten years at most"
          : "what was asked for in past periods stays what it was",
        instead: "set it from \(former == nil ? earliest : latest) on")
    }
    return .begin(since)
  }
}
