public import RecipeModel

/// What a community asked for of a measure in each period.
public struct ArchivedTarget: Sendable, Equatable {
  public var id: TargetID
  public var communityID: CommunityID
  public var measure: TargetMeasure
  public var frequency: TargetFrequency
  public var value: Int
  /// The first day of the first period that it holds for.
  public var since: Day
  /// The first day of the first period that it no longer holds for; nil while it lives.
  public var until: Day?
  public var createdAt: Instant
  /// When another one took its place or it was removed; nil while it lives.
  public var endedAt: Instant?

  public init(
    id: TargetID, communityID: CommunityID, measure: TargetMeasure, frequency: TargetFrequency,
    value: Int, since: Day, until: Day? = nil, createdAt: Instant, endedAt: Instant? = nil
  ) {
    self.id = id
    self.communityID = communityID
    self.measure = measure
    self.frequency = frequency
    self.value = value
    self.since = since
    self.until = until
    self.createdAt = createdAt
    self.endedAt = endedAt
  }
}
