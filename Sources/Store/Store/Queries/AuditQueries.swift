import JSONText
public import RecipeModel

extension ReadTransaction {
  /// Whether the audit log has an entry with an id.
  public func hasAuditEntry(_ id: AuditID) throws(StoreFault) -> Bool {
    try integer("SELECT EXISTS (SELECT 1 FROM audit_log WHERE public_id = ?)", [id.text]) == 1
  }

  /// A page of the whole audit log, oldest first.
  public func auditEntries(
    after key: AuditKey = AuditKey(0), limit: Int
  ) throws(StoreFault) -> [AuditEntry] {
    try rows("SELECT * FROM audit_log WHERE id > ? ORDER BY id LIMIT ?", [key.value, limit]) {
      try AuditEntry($0)
    }
  }

  /// What the audit log says of one thing, oldest first.
  public func auditEntries(about subject: AuditSubject) throws(StoreFault) -> [AuditEntry] {
    try rows(
      "SELECT * FROM audit_log WHERE entity_type = ? AND entity_id = ? ORDER BY id",
      [subject.kind.rawValue, subject.id]
    ) { try AuditEntry($0) }
  }

  /// A page of the entries that a filter lets through, from new to old.
  ///
  /// - Parameters:
  ///   - filter: Which ones.
  ///   - entry: The last one of the page before.
  ///   - limit: How many there are at most.
  /// - Returns: The entries, with the names of who acted and of where, as they are called now.
  /// - Throws: A fault of the store.
  public func auditEntries(
    matching filter: AuditFilter, after entry: AuditEntry? = nil, limit: Int
  ) throws(StoreFault) -> [NamedAuditEntry] {
    var arguments = filter.arguments
    arguments += [
      "limit": limit, "beforeTime": entry?.createdAt.milliseconds ?? .max,
      "beforeKey": entry?.key.value ?? .max,
    ]
    return try rows(
      """
      SELECT a.*, a.metadata ->> 'run' AS run, u.username, c.slug FROM audit_log a
        LEFT JOIN user u ON u.id = a.actor_id LEFT JOIN community c ON c.id = a.community_id
       WHERE \(filter.condition)
         AND (a.created_at, a.id) < (:beforeTime, :beforeKey)
       ORDER BY a.created_at DESC, a.id DESC LIMIT :limit
      """, arguments
    ) { try NamedAuditEntry($0) }
  }

  /// The entry with a public id.
  public func auditEntry(_ id: AuditID) throws(StoreFault) -> AuditEntry? {
    try row("SELECT * FROM audit_log WHERE public_id = ?", [id.text]) { try AuditEntry($0) }
  }
}

extension WriteTransaction {
  /// Adds an entry to the audit log.
  public func insert(_ new: NewAuditEntry) throws(StoreFault) {
    var writer = JSONWriter()
    writer.value(.object(new.metadata))
    try prepared(
      """
      INSERT INTO audit_log (public_id, action, actor_id, entity_type, entity_id, community_id,
        metadata, created_at, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(new.id).bind(new.action).bind(new.actor?.value).bind(new.subject.kind.rawValue)
      .bind(new.subject.id).bind(new.community?.value).bind(utf8: writer.bytes)
      .bind(new.createdAt).bind(change).run()
  }
}
