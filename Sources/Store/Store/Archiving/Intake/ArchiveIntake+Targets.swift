import ArchiveRecords
import PipelineCore
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedTarget, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared(
      "INSERT INTO temp.intake_target VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.communityID).bind(value.measure.rawValue)
      .bind(value.frequency.rawValue).bind(value.value).bind(Int64(value.since.number))
      .bind((value.until?.number).map(Int64.init)).bind(value.createdAt).bind(value.endedAt).run()
  }

  func settleTargets() throws(StoreFault) {
    try settleRepeats(.target)
    if policy != .refuse {
      try settle(.target, as: .skipped, where: isOfSkipped(.target, "community", "community"))
    }
    try refuse(
      .target, .unknownReference, "the community is not there",
      where: """
        NOT EXISTS (SELECT 1 FROM community b
          WHERE b.public_id = t.community AND b.purged_at IS NULL)
        """)
    try settleExisting(
      .target, "target",
      equalWhere: """
        b.community_id = (SELECT id FROM community WHERE public_id = t.community)
          AND b.measure = t.measure AND b.frequency = t.frequency AND b.value = t.value
          AND b.since_day = t.since_day AND b.until_day IS t.until_day
          AND b.created_at = t.created_at AND b.ended_at IS t.ended_at
        """)
    try refuse(
      .target, .conflictingIdentity,
      "the community has another target for the measure and frequency at that time",
      where: """
        (t.until_day IS NULL OR t.since_day < t.until_day) AND (
          EXISTS (SELECT 1 FROM target b JOIN community c ON c.id = b.community_id
            WHERE c.public_id = t.community AND b.measure = t.measure
              AND b.frequency = t.frequency
              AND \(Self.overlap("b.since_day", "b.until_day")))
          OR EXISTS (SELECT 1 FROM temp.intake_target e JOIN temp.intake ei ON ei.seq = e.seq
            WHERE e.community = t.community AND e.measure = t.measure
              AND e.frequency = t.frequency AND e.seq < t.seq AND ei.outcome IS NULL
              AND \(Self.overlap("e.since_day", "e.until_day"))))
        """)
    try insertUndecided(
      .target,
      """
      INSERT INTO target (id, public_id, community_id, measure, frequency, value, since_day, until_day,
          created_at, ended_at, change)
        SELECT \(keptKey(of: "target", named: "t.id")), t.id, c.id, t.measure, t.frequency, t.value, t.since_day, t.until_day, t.created_at,
            t.ended_at, \(transaction.change)
          FROM \(ArchiveEntity.target.undecided) JOIN community c ON c.public_id = t.community
         ORDER BY t.created_at, t.seq
      """)
  }

  /// Whether a target holds on some day that the staged one holds on.
  private static func overlap(_ since: String, _ until: String) -> String {
    """
    (\(until) IS NULL OR \(since) < \(until))
      AND (\(until) IS NULL OR t.since_day < \(until))
      AND (t.until_day IS NULL OR \(since) < t.until_day)
    """
  }
}
