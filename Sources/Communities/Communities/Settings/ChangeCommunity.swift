public import CommunityRules
import RecipeModel
import Store

/// What of a community is to be different; nil leaves it as it is.
public struct CommunityChange: Sendable {
  public var slug: Slug?
  public var name: CommunityName?
  public var description: String?
  /// An IANA name.
  public var timeZone: String?

  public init(
    slug: Slug? = nil, name: CommunityName? = nil, description: String? = nil,
    timeZone: String? = nil
  ) {
    self.slug = slug
    self.name = name
    self.description = description
    self.timeZone = timeZone
  }
}

/// A community after a change of its settings.
public struct ChangedCommunity: Sendable, Equatable {
  public var overview: CommunityOverview
  /// What is different now, in the words of JSON results.
  public var changed: [String]
}

extension CommunityActions {
  /// Changes a community's settings; its admins' and the operator's to do (R3).
  ///
  /// A slug that a living community holds is refused with `InvalidValue`. What stays as it was is
  /// recorded nowhere. The next rollup counts the community's days in another time zone.
  public func changeCommunity(
    _ name: String, _ wanted: CommunityChange, as acting: ActingAs
  ) throws -> ChangedCommunity {
    try change(as: acting) { try $0.changeCommunity(name, wanted) }
  }
}

extension Change {
  func changeCommunity(_ given: String, _ wanted: CommunityChange) throws -> ChangedCommunity {
    let community = try standings.community(named: given, for: asker)
    try ChangeCommunity.decide(community.standing, by: asker.actor)
    let timeZone = try wanted.timeZone.map { try TimeZoneName($0).text }
    if let slug = wanted.slug?.text, slug != community.slug,
      try transaction.community(slug: slug) != nil
    {
      throw InvalidValue(.slug, .taken)
    }
    var settled = community
    settled.slug = wanted.slug?.text ?? community.slug
    settled.name = wanted.name?.text ?? community.name
    settled.description = wanted.description ?? community.description
    settled.timeZone = timeZone ?? community.timeZone
    let changed = [
      ("slug", settled.slug != community.slug), ("name", settled.name != community.name),
      ("description", settled.description != community.description),
      ("timeZone", settled.timeZone != community.timeZone),
    ].compactMap { $0.1 ? $0.0 : nil }
    if !changed.isEmpty {
      settled.updatedAt = now
      try transaction.update(settled)
      var metadata = [JSONMember("changed", .array(changed.map { .string($0) }))]
      if changed.contains("timeZone") {
        metadata.append(JSONMember("timeZone", .string(settled.timeZone)))
      }
      try audit(.changeCommunity, .community(community.id), in: community.key, metadata)
    }
    return ChangedCommunity(
      overview: try standings.overview(of: settled, for: asker), changed: changed)
  }
}
