public import RecipeModel

/// A target of a community as stored, living or ended.
public struct StoredTarget: Sendable, Hashable {
  public var key: TargetKey
  public var id: TargetID
  public var community: CommunityKey
  public var measure: TargetMeasure
  public var frequency: TargetFrequency
  /// What is wanted in each period; positive.
  public var value: Int
  /// The first day of the first period that it holds for.
  public var since: Day
  /// The first day of the first period that it no longer holds for; nil while it lives.
  public var until: Day?
  public var createdAt: Instant
  /// When another one took its place or it was removed; nil while it lives.
  public var endedAt: Instant?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    community = row.key("community_id")
    measure = try row.state("measure")
    frequency = try row.state("frequency")
    value = row["value"]
    since = Day(number: row["since_day"])
    until = (row["until_day"] as Int32?).map { Day(number: $0) }
    createdAt = row.instant("created_at")
    endedAt = row.optionalInstant("ended_at")
  }
}

/// A target to be stored.
public struct NewTarget: Sendable {
  public var id: TargetID
  public var community: CommunityKey
  public var measure: TargetMeasure
  public var frequency: TargetFrequency
  public var value: Int
  /// The first day of a period.
  public var since: Day
  public var createdAt: Instant

  public init(
    id: TargetID, community: CommunityKey, measure: TargetMeasure, frequency: TargetFrequency,
    value: Int, since: Day, createdAt: Instant
  ) {
    self.id = id
    self.community = community
    self.measure = measure
    self.frequency = frequency
    self.value = value
    self.since = since
    self.createdAt = createdAt
  }
}

/// What a rollup counted for a target in one period.
public struct StoredTargetPoint: Sendable, Hashable {
  public var target: TargetKey
  /// The first day of the period.
  public var day: Day
  public var value: Int
  /// The standard error in millionths of the value; 0 for what was counted exactly.
  public var errorMillionths: Int

  public init(target: TargetKey, day: Day, value: Int, errorMillionths: Int) {
    self.target = target
    self.day = day
    self.value = value
    self.errorMillionths = errorMillionths
  }

  init(_ row: Row) {
    self.init(
      target: row.key("target_id"), day: Day(number: row["day"]), value: row["value"],
      errorMillionths: row["error_millionths"])
  }
}
