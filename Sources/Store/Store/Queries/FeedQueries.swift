public import RecipeModel

extension ReadTransaction {
  /// Entries of a part of a feed for a reader, from new to old.
  ///
  /// That a proposal was rejected is for the proposer and the recipe's creator alone; a reader who
  /// is nil is neither.
  public func feed(
    _ part: FeedPart, _ span: FeedSpan, for reader: UserKey?
  ) throws(StoreFault) -> [StoredFeedEntry] {
    let sql = FeedSQL(part)
    let hasFew = try hasFewUnread(sql, after: span.unreadAfter)
    return try rows(
      """
      SELECT a.*, u.username, r.public_id AS recipe_public_id, r.creator_id,
             r.community_id AS recipe_community_id, r.deleted_at IS NULL AS recipe_lives, b.title
        FROM activity a INDEXED BY \(hasFew ? sql.indexByArrival : sql.indexByTime)
        CROSS JOIN user u ON u.id = a.user_id
        LEFT JOIN recipe r ON r.id = a.recipe_id
        LEFT JOIN recipe_body b ON b.id = r.body_id
       WHERE \(sql.isOfPart) AND \(sql.isShown)
         AND (a.created_at, a.id) < (:beforeTime, :beforeKey)
         AND (a.created_at, a.id) > (:afterTime, :afterKey) AND a.id > :unreadAfter
         AND (a.kind <> 'proposal_rejected' OR a.user_id = :reader
           OR a.recipe_creator_id = :reader)
       ORDER BY a.created_at DESC, a.id DESC LIMIT :limit
      """,
      [
        "subject": sql.subject, "reader": reader?.value, "limit": span.limit,
        "beforeTime": span.before?.createdAt.milliseconds ?? .max,
        "beforeKey": span.before?.key.value ?? .max,
        "afterTime": span.after?.createdAt.milliseconds ?? .min,
        "afterKey": span.after?.key.value ?? .min,
        "unreadAfter": span.unreadAfter?.value ?? .min,
      ]
    ) { try StoredFeedEntry($0) }
  }

  /// Whether so few entries of a part are unread that looking for them among all that it has would
  /// take longer than sorting them by time.
  private func hasFewUnread(
    _ sql: FeedSQL, after mark: ActivityKey?
  ) throws(StoreFault) -> Bool {
    guard let mark else { return false }
    let nextOne = try rows(
      """
      SELECT a.id FROM activity a INDEXED BY \(sql.indexByArrival)
       WHERE \(sql.isOfPart) AND a.id > :mark ORDER BY a.id LIMIT 1 OFFSET 2000
      """, ["subject": sql.subject, "mark": mark.value]
    ) { ActivityKey($0[0]) }
    return nextOne.isEmpty
  }

  /// The entry with a public id, and the creator of its recipe if that is somebody else than its
  /// user.
  public func activity(
    _ id: ActivityID
  ) throws(StoreFault) -> (activity: StoredActivity, recipeCreator: UserKey?)? {
    try row("SELECT * FROM activity WHERE public_id = ?", [id.text]) { row in
      (activity: try StoredActivity(row), recipeCreator: row.optionalKey("recipe_creator_id"))
    }
  }

  /// The last entry that a user has read of a community's feed, or of their own; nil for none.
  public func feedMark(
    of user: UserKey, in community: CommunityKey?
  ) throws(StoreFault) -> ActivityKey? {
    try row(
      "SELECT activity_id FROM feed_mark WHERE user_id = ? AND coalesce(community_id, 0) = ?",
      [user.value, community?.value ?? 0]
    ) { $0.key("activity_id") }
  }
}

extension WriteTransaction {
  /// Marks all that there is of a feed as read by a user.
  ///
  /// The mark is the entry stored last: an entry that is stored later is unread, however long ago
  /// it says that it happened.
  public func markFeedRead(
    of user: UserKey, in community: CommunityKey?, at now: Instant
  ) throws(StoreFault) {
    let last = try integer("SELECT max(id) FROM activity")
    try execute(
      """
      INSERT INTO feed_mark (user_id, community_id, activity_id, marked_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id, coalesce(community_id, 0)) DO UPDATE
        SET activity_id = excluded.activity_id, marked_at = excluded.marked_at
      """, [user.value, community?.value, last, now.milliseconds])
  }
}

/// How a part of a feed is found.
private struct FeedSQL {
  let subject: Int64
  let isOfPart: String
  /// Of an entry of the part, whether it is there for who asks.
  let isShown: String
  let indexByTime: String
  let indexByArrival: String

  init(_ part: FeedPart) {
    let column: String
    switch part {
    case .community(let community):
      (column, subject) = ("community", community.value)
      isShown = "1"
    case .acts(let user):
      (column, subject) = ("user", user.value)
      isShown = "1"
    case .recipes(let user):
      (column, subject) = ("recipe_creator", user.value)
      isShown = """
        (a.community_id IS NULL OR EXISTS (
             SELECT 1 FROM membership m CROSS JOIN community c ON c.id = m.community_id
              WHERE m.user_id = :subject AND m.community_id = a.community_id
                AND m.deleted_at IS NULL AND c.deleted_at IS NULL))
        """
    }
    isOfPart = "a.\(column)_id = :subject"
    indexByTime = "ix_activity_\(column)"
    indexByArrival = "ix_activity_\(column)_arrival"
  }
}
