public import CommunityRules
public import RecipeModel
import Store

/// A target after somebody asked for it or took it away.
public struct ChangedTarget: Sendable, Equatable {
  public var slug: String
  public var measure: TargetMeasure
  public var frequency: TargetFrequency
  /// What is wanted in each period.
  public var value: Int
  /// The first day of the first period that it holds for.
  public var since: Day
  /// The first day of the first period that it no longer holds for; nil while it lives.
  public var until: Day?
  /// What was wanted before, of a target whose place it took.
  public var formerValue: Int?
  /// Whether anything is different now.
  public var isChanged: Bool
}

extension CommunityActions {
  /// Sets a community a target; its admins' and the operator's to do (R3).
  ///
  /// It takes the place of the living one for the same measure and frequency. What is asked for
  /// already is recorded nowhere. The next rollup counts what there is of it.
  public func setTarget(
    of community: String, _ request: SetTarget.Request, as acting: ActingAs
  ) throws -> ChangedTarget {
    try change(as: acting) { try $0.setTarget(of: community, request) }
  }
}

extension Change {
  func setTarget(
    id: TargetID? = nil, of given: String, _ request: SetTarget.Request
  ) throws -> ChangedTarget {
    let community = try standings.community(named: given, for: asker)
    let former = try transaction.lastTarget(
      of: community.key, request.measure, request.frequency)
    let decision = try SetTarget.decide(
      request, of: community.standing, after: try former?.standing, by: asker.actor,
      today: today(in: community))
    let living = former.flatMap { $0.endedAt == nil ? $0 : nil }
    guard case .begin(let since) = decision else {
      return ChangedTarget(
        slug: community.slug, measure: request.measure, frequency: request.frequency,
        value: request.value.number, since: living?.since ?? today(in: community),
        isChanged: false)
    }
    if let living { try transaction.end(living.key, on: max(since, living.since), at: now) }
    let new = NewTarget(
      id: id ?? freshID(), community: community.key, measure: request.measure,
      frequency: request.frequency, value: request.value.number, since: since, createdAt: now)
    try transaction.insert(new)
    try audit(
      .setTarget, .community(community.id), in: community.key,
      [
        JSONMember("target", id: new.id), JSONMember("measure", .string(new.measure.rawValue)),
        JSONMember("frequency", .string(new.frequency.rawValue)),
        JSONMember("value", count: new.value), JSONMember("since", .string(since.description)),
      ])
    return ChangedTarget(
      slug: community.slug, measure: new.measure, frequency: new.frequency, value: new.value,
      since: since, formerValue: living?.value, isChanged: true)
  }

  /// The day that it is in a community's time zone at the moment of the change.
  func today(in community: StoredCommunity) -> Day {
    ZoneClock(stored: community.timeZone).day(of: now)
  }
}

extension StoredTarget {
  var standing: TargetStanding {
    get throws { TargetStanding(value: try TargetValue(value), since: since, until: until) }
  }
}
