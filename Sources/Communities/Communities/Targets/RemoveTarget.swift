import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Takes away a community's living target; its admins' and the operator's to do (R3).
  ///
  /// It does not hold for the current period any more; what was counted for those before stays.
  public func removeTarget(
    of community: String, _ measure: TargetMeasure, _ frequency: TargetFrequency,
    as acting: ActingAs
  ) throws -> ChangedTarget {
    try change(as: acting) { try $0.removeTarget(of: community, measure, frequency) }
  }
}

extension Change {
  func removeTarget(
    of given: String, _ measure: TargetMeasure, _ frequency: TargetFrequency
  ) throws -> ChangedTarget {
    let community = try standings.community(named: given, for: asker)
    let last = try transaction.lastTarget(of: community.key, measure, frequency)
    guard let target = last, target.endedAt == nil else {
      throw UnknownReference(.target, "\(community.slug) \(frequency.rawValue) \(measure.rawValue)")
    }
    let end = try RemoveTarget.decide(
      try target.standing, frequency, of: community.standing, by: asker.actor,
      today: today(in: community))
    try transaction.end(target.key, on: end, at: now)
    try audit(
      .removeTarget, .community(community.id), in: community.key,
      [
        JSONMember("target", id: target.id), JSONMember("measure", .string(measure.rawValue)),
        JSONMember("frequency", .string(frequency.rawValue)),
      ])
    return ChangedTarget(
      slug: community.slug, measure: measure, frequency: frequency, value: target.value,
      since: target.since, until: end, isChanged: true)
  }
}
