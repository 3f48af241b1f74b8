public import RecipeModel

extension ReadTransaction {
  /// The user with a public id, living or deleted.
  public func user(_ id: UserID) throws(StoreFault) -> StoredUser? {
    try row("SELECT * FROM user WHERE public_id = ?", [id.text]) { try StoredUser($0) }
  }

  /// A user by key, living or deleted.
  public func user(_ key: UserKey) throws(StoreFault) -> StoredUser? {
    try row("SELECT * FROM user WHERE id = ?", [key.value]) { try StoredUser($0) }
  }

  /// The living user with an e-mail address, compared without case.
  public func user(withEmail email: FoldedName) throws(StoreFault) -> StoredUser? {
    try row(
      "SELECT * FROM user WHERE email_folded = ? AND deleted_at IS NULL", [email.text]
    ) { try StoredUser($0) }
  }

  /// The living user with a username, compared without case.
  public func user(withUsername username: FoldedName) throws(StoreFault) -> StoredUser? {
    try row(
      "SELECT * FROM user WHERE username_folded = ? AND deleted_at IS NULL", [username.text]
    ) { try StoredUser($0) }
  }

  /// A page of the living users in the order of their folded usernames.
  public func users(
    after username: FoldedName = FoldedName(""), limit: Int
  ) throws(StoreFault) -> [StoredUser] {
    try rows(
      """
      SELECT * FROM user WHERE deleted_at IS NULL AND username_folded > ?
       ORDER BY username_folded LIMIT ?
      """, [username.text, limit]
    ) { try StoredUser($0) }
  }
}

extension WriteTransaction {
  /// Stores a user; an e-mail address or username that a living user holds is a constraint fault.
  public func insert(_ new: NewUser) throws(StoreFault) -> UserKey {
    UserKey(
      try insert(
        """
        INSERT INTO user (public_id, email, email_folded, username, username_folded, tracks_views,
          notifications, created_at, updated_at, deleted_at, change)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          new.id.text, new.email, FoldedName(new.email).text, new.username,
          FoldedName(new.username).text, new.tracksViews, new.notifications.rawValue,
          new.createdAt.milliseconds, new.updatedAt.milliseconds, new.deletedAt?.milliseconds,
          change,
        ]))
  }

  /// Stores a user's name and preferences; a username that a living user holds is a constraint
  /// fault.
  ///
  /// Where view tracking is another than before, it was switched when the user was updated.
  public func update(_ user: StoredUser) throws(StoreFault) {
    try execute(
      """
      UPDATE user SET username = ?1, username_folded = ?2, tracks_views = ?3, notifications = ?4,
        tracking_changed_at = CASE WHEN tracks_views = ?3 THEN tracking_changed_at ELSE ?5 END,
        updated_at = ?5, change = ?6 WHERE id = ?7
      """,
      [
        user.username, FoldedName(user.username).text, user.tracksViews,
        user.notifications.rawValue, user.updatedAt.milliseconds, change, user.key.value,
      ])
  }
}
