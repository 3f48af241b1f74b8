import ArchiveRecords
import PipelineCore
import RecipeCoding
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedInstallation, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_installation VALUES (?, ?, ?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.createdAt).bind(value.retentionDays)
      .bind(value.viewWindowMinutes).bind(value.timeZone).run()
  }

  /// A store that holds nobody becomes the installation; any other keeps its own settings.
  func settleInstallation() throws(StoreFault) {
    try settle(
      .installation, as: .unchanged,
      where: """
        EXISTS (SELECT 1 FROM installation b WHERE b.public_id = t.id
          AND b.created_at = t.created_at AND b.retention_days = t.retention_days
          AND b.view_window_minutes = t.view_window_minutes AND b.time_zone = t.time_zone)
        """)
    try settle(
      .installation, as: .skipped,
      where: """
        EXISTS (SELECT 1 FROM user) OR EXISTS (SELECT 1 FROM community)
          OR t.seq > (SELECT min(seq) FROM temp.intake_installation)
        """)
    try transaction.execute(
      """
      UPDATE installation SET public_id = t.id, created_at = t.created_at,
          retention_days = t.retention_days, view_window_minutes = t.view_window_minutes,
          time_zone = t.time_zone
        FROM \(ArchiveEntity.installation.undecided)
      """)
    try settle(.installation, as: .inserted)
  }

  func stage(_ value: ArchivedUser, at sequence: Int64) throws(StoreFault) {
    let tracks = value.preferences.map { Int64($0.viewTracking ? 1 : 0) }
    try transaction.prepared(
      "INSERT INTO temp.intake_user VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.email)
      .bind(FoldedName(value.email ?? value.placeholderEmail).text).bind(value.placeholderEmail)
      .bind(value.username).bind(FoldedName(value.username).text).bind(tracks)
      .bind(value.preferences?.viewTrackingChangedAt)
      .bind(value.preferences?.notifications.rawValue).bind(value.createdAt)
      .bind(value.updatedAt).bind(value.deletedAt).bind(value.erasedAt).run()
  }

  func settleUsers() throws {
    try settleRepeats(.user)
    try revealAddresses()
    try settleExisting(
      .user, "user",
      equalWhere: """
        b.username = t.username AND b.created_at = t.created_at AND b.updated_at = t.updated_at
          AND b.deleted_at IS t.deleted_at AND b.erased_at IS t.erased_at
          AND (t.email IS NULL OR b.email = t.email)
          AND (t.tracks_views IS NULL
            OR (b.tracks_views = t.tracks_views AND b.notifications = t.notifications
              AND b.tracking_changed_at IS t.tracking_changed_at))
        """)
    try renameTakenUsers()
    for (column, what) in [("email_folded", "e-mail address"), ("username_folded", "username")] {
      try refuse(
        .user, .conflictingIdentity, "the \(what) is taken",
        where: """
          t.deleted_at IS NULL AND (
            EXISTS (SELECT 1 FROM user b WHERE b.\(column) = t.\(column) AND b.deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM temp.intake_user e JOIN temp.intake ei ON ei.seq = e.seq
              WHERE e.\(column) = t.\(column) AND e.seq < t.seq AND e.deleted_at IS NULL
                AND ei.outcome IS NULL))
          """)
    }
    try insertUndecided(
      .user,
      """
      INSERT INTO user (id, public_id, email, email_folded, username, username_folded, tracks_views,
          tracking_changed_at, notifications, created_at, updated_at, deleted_at, erased_at, change)
        SELECT \(keptKey(of: "user", named: "t.id")), t.id,
            iif(t.erased_at IS NULL, coalesce(t.email, t.placeholder), ''),
            iif(t.erased_at IS NULL, t.email_folded, ''), t.username, t.username_folded,
            coalesce(t.tracks_views, 1), \(Self.trackingChangedAt),
            coalesce(t.notifications, 'all'), t.created_at, t.updated_at, t.deleted_at,
            t.erased_at, \(transaction.change)
          FROM \(ArchiveEntity.user.undecided) ORDER BY t.seq
      """)
  }

  /// When view tracking was last switched, as an archive says; one that may not say it may hold
  /// views from a time when it was off, and that of whoever changed anything.
  private static let trackingChangedAt = """
    CASE WHEN t.tracks_views IS NULL AND t.updated_at <> t.created_at
      THEN t.updated_at ELSE t.tracking_changed_at END
    """

  /// Gives users who came without an address the one that a later archive knows.
  private func revealAddresses() throws(StoreFault) {
    let revealed = """
      SELECT t.seq FROM \(ArchiveEntity.user.undecided)
        JOIN user b ON b.public_id = t.id AND b.email = t.placeholder
       WHERE t.email IS NOT NULL AND t.email <> t.placeholder AND b.username = t.username
         AND b.created_at = t.created_at AND b.updated_at = t.updated_at
         AND b.deleted_at IS t.deleted_at AND NOT EXISTS (SELECT 1 FROM user o
           WHERE o.email_folded = t.email_folded AND o.deleted_at IS NULL)
      """
    try transaction.execute("UPDATE temp.intake SET outcome = 'updated' WHERE seq IN (\(revealed))")
    try transaction.execute(
      """
      UPDATE user SET email = t.email, email_folded = t.email_folded,
          tracks_views = coalesce(t.tracks_views, user.tracks_views),
          tracking_changed_at = CASE WHEN t.tracks_views IS NULL THEN user.tracking_changed_at
            ELSE t.tracking_changed_at END,
          notifications = coalesce(t.notifications, user.notifications),
          change = \(transaction.change)
        FROM temp.intake_user t JOIN temp.intake i ON i.seq = t.seq AND i.outcome = 'updated'
       WHERE user.public_id = t.id
      """)
  }
}

extension ArchivedUser {
  /// Stands in for an address that the archive may not hold: one that no mail can reach, and
  /// that follows from the id, so that no two users share it (RFC 2606 keeps `.invalid` free).
  var placeholderEmail: String {
    NameBasedID.make(["withheld e-mail", id.text]) + "@withheld.invalid"
  }
}
