public import RecipeModel

extension ReadTransaction {
  /// The targets that a community has and had, by measure and frequency, then by their days.
  public func targets(of community: CommunityKey) throws(StoreFault) -> [StoredTarget] {
    try rows(
      """
      SELECT * FROM target WHERE community_id = ?
       ORDER BY measure, frequency, since_day, ended_at IS NULL, until_day, created_at, public_id
      """, [community.value]
    ) { (row) throws(StoreFault) in try StoredTarget(row) }
  }

  /// The last target that a community had for a measure and a frequency; the living one if any is.
  public func lastTarget(
    of community: CommunityKey, _ measure: TargetMeasure, _ frequency: TargetFrequency
  ) throws(StoreFault) -> StoredTarget? {
    try row(
      """
      SELECT * FROM target WHERE community_id = ? AND measure = ? AND frequency = ?
       ORDER BY ended_at IS NULL DESC, until_day DESC, created_at DESC LIMIT 1
      """, [community.value, measure.rawValue, frequency.rawValue]
    ) { (row) throws(StoreFault) in try StoredTarget(row) }
  }

  /// The communities that have or had a target, deleted ones included, by key.
  public func communitiesWithTargets() throws(StoreFault) -> [CommunityKey] {
    try rows(
      """
      SELECT DISTINCT community_id FROM target INDEXED BY ix_target_community ORDER BY community_id
      """
    ) { $0.key("community_id") }
  }

  /// What was counted for a target, ascending by period.
  public func targetPoints(of target: TargetKey) throws(StoreFault) -> [StoredTargetPoint] {
    try rows(
      "SELECT * FROM target_point WHERE target_id = ? ORDER BY day", [target.value],
      StoredTargetPoint.init)
  }
}

extension WriteTransaction {
  /// Stores a living target; a second one of a community for a measure and a frequency is a
  /// constraint fault.
  public func insert(_ new: NewTarget) throws(StoreFault) {
    try execute(
      """
      INSERT INTO target (public_id, community_id, measure, frequency, value, since_day,
        created_at, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        new.id.text, new.community.value, new.measure.rawValue, new.frequency.rawValue, new.value,
        new.since.number, new.createdAt.milliseconds, change,
      ])
  }

  /// Ends a living target: it does not hold on a day or later.
  public func end(
    _ target: TargetKey, on day: Day, at now: Instant
  ) throws(StoreFault) {
    try execute(
      "UPDATE target SET until_day = ?, ended_at = ?, change = ? WHERE id = ?",
      [day.number, now.milliseconds, change, target.value])
  }

  /// Stores what was counted for a target in a period in place of what was there.
  public func store(_ point: StoredTargetPoint) throws(StoreFault) {
    try execute(
      """
      INSERT INTO target_point (target_id, day, value, error_millionths) VALUES (?, ?, ?, ?)
        ON CONFLICT (target_id, day) DO UPDATE SET value = excluded.value,
          error_millionths = excluded.error_millionths
      """, [point.target.value, point.day.number, point.value, point.errorMillionths])
  }

  /// Removes what was counted for a target in a period that it does not hold for.
  public func removeTargetPoint(
    of target: TargetKey, on day: Day
  ) throws(StoreFault) {
    try execute(
      "DELETE FROM target_point WHERE target_id = ? AND day = ?", [target.value, day.number])
  }

  /// Removes a community's targets for good, with what was counted for them.
  func removeTargets(of community: CommunityKey) throws(StoreFault) {
    try execute(
      "DELETE FROM target_point WHERE target_id IN (SELECT id FROM target WHERE community_id = ?)",
      [community.value])
    try execute("DELETE FROM target WHERE community_id = ?", [community.value])
  }
}
