import GRDB
import GRDBSQLite
import PipelineCore
public import RecipeCoding
public import RecipeModel

extension WriteTransaction {
  /// The recipe that a record with this id became earlier; nil when it is new.
  public func importedRecipe(_ id: RecipeID) throws(StoreFault) -> ImportedRecipe? {
    try prepared(
      """
      SELECT r.id, r.creator_id, r.body_id, r.deleted_at IS NOT NULL, s.record_digest, s.body_id,
          r.origin_id IS NULL
        FROM recipe r LEFT JOIN recipe_source s ON s.recipe_id = r.id WHERE r.public_id = ?
      """
    ).bind(id.text).first { row in
      ImportedRecipe(
        key: RecipeKey(sqlite3_column_int64(row, 0)),
        creator: UserKey(sqlite3_column_int64(row, 1)),
        body: BodyKey(sqlite3_column_int64(row, 2)), isRoot: sqlite3_column_int(row, 6) != 0,
        isDeleted: sqlite3_column_int(row, 3) != 0,
        recordDigest: sqlite3_column_blob(row, 4).map {
          Digest(bytes: Array(UnsafeRawBufferPointer(start: $0, count: 32)))
        },
        sourceBody: sqlite3_column_type(row, 5) == SQLITE_NULL
          ? nil : BodyKey(sqlite3_column_int64(row, 5)))
    }
  }

  /// Whether a living recipe in the place says the same already.
  public func holdsContent(
    _ digest: [UInt8], in place: ImportPlace, of owner: UserKey
  ) throws(StoreFault) -> Bool {
    // CROSS JOIN keeps SQLite from starting at all recipes of the place: bodies with an equal
    // digest are one or none.
    switch place {
    case .community(let community):
      try prepared(
        """
        SELECT 1 FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
         WHERE b.content_digest = ? AND r.community_id = ? AND r.deleted_at IS NULL LIMIT 1
        """
      ).bind(blob: digest).bind(community.value).integer() != nil
    case .catalogue:
      try prepared(
        """
        SELECT 1 FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
         WHERE b.content_digest = ? AND r.community_id IS NULL AND r.creator_id = ?
           AND r.deleted_at IS NULL LIMIT 1
        """
      ).bind(blob: digest).bind(owner.value).integer() != nil
    }
  }

  /// The key of a body, which is stored unless an equal one is there.
  ///
  /// A new one is left to the stage that fills the full-text index.
  public func storeBody(_ body: CodedBody) throws(StoreFault) -> BodyKey {
    if let known = try self.body(of: body.digest) { return known }
    // What is not indexed now is a gap that nothing may be indexed behind.
    if textFollowing != .notAsked { textFollowing = .behind }
    return try insertBody(body)
  }

  func body(of digest: Digest) throws(StoreFault) -> BodyKey? {
    try prepared("SELECT id FROM recipe_body WHERE digest = ?").bind(blob: digest.bytes).integer()
      .map { BodyKey($0) }
  }

  func insertBody(_ body: CodedBody) throws(StoreFault) -> BodyKey {
    try prepared(
      "INSERT INTO recipe_body (digest, content_digest, title, structured) VALUES (?, ?, ?, ?)"
    ).bind(blob: body.digest.bytes).bind(blob: body.contentDigest).bind(body.title)
      .bind(utf8: body.json).run()
    return BodyKey(database.lastInsertedRowID)
  }

  /// Stores a recipe with its provenance and, in a community, its creator's personal copy (R8).
  public func insert(_ new: NewImport) throws(StoreFault) -> (recipe: RecipeKey, copy: RecipeKey?) {
    let body = try storeBody(new.body, text: new.text)
    let insertion = try prepared(
      """
      INSERT INTO recipe (public_id, body_id, creator_id, community_id, origin_id, origin_kind,
        created_at, updated_at, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    func insert(
      _ id: String, community: Int64?, _ origin: RecipeKey?, _ kind: OriginKind
    ) throws(StoreFault) -> RecipeKey {
      try insertion.bind(id).bind(body.value).bind(new.creator.value).bind(community)
        .bind(origin?.value).bind(origin.map { _ in kind.rawValue })
        .bind(new.createdAt.milliseconds).bind(new.updatedAt.milliseconds).bind(change).run()
      return RecipeKey(database.lastInsertedRowID)
    }
    let community: Int64? = if case .community(let key) = new.place { key.value } else { nil }
    let recipe = try insert(new.id.text, community: community, new.origin, .variant)
    try insertSource(of: recipe, body: body, new.provenance)
    guard let copyID = new.copyID else { return (recipe, nil) }
    return (recipe, try insert(copyID.text, community: nil, recipe, .personalCopy))
  }

  /// Gives a recipe the body that its source says now, and remembers that it did.
  ///
  /// What it said before is kept as a revision; its id follows from the change of the source.
  public func update(
    _ recipe: ImportedRecipe, named id: RecipeID, body: CodedBody, text: IndexedText?,
    provenance: Provenance, at now: Instant
  ) throws(StoreFault) {
    try journal(recipe.key, before: .update, by: provenance.run)
    let key = try storeBody(body, text: text)
    if key == recipe.body {
      try touch(recipe.key, at: now)
    } else {
      let revision = NameBasedID.make([
        "revision", id.text, String(now.milliseconds), recipe.recordDigest?.hex ?? "",
        provenance.recordDigest.hex,
      ])
      try replaceBody(
        of: recipe.key, saying: recipe.body, with: key, by: .import,
        revision: RecipeRevisionID(revision), at: now)
    }
    try rememberSource(of: recipe.key, body: key, provenance)
  }

  /// Remembers a source as taken over whose recipe says the same already.
  public func takeOver(
    _ provenance: Provenance, saying body: BodyKey, for recipe: RecipeKey
  ) throws(StoreFault) {
    try journal(recipe, before: .takeOver, by: provenance.run)
    try rememberSource(of: recipe, body: body, provenance)
  }

  private func insertSource(
    of recipe: RecipeKey, body: BodyKey, _ source: Provenance
  ) throws(StoreFault) {
    let statement = try prepared(
      """
      INSERT INTO recipe_source (recipe_id, run_id, source_name, identity_kind, identity,
        identity_ordinal, record_digest, format, reader_version, body_id, archive, member, extras)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(recipe.value).bind(source.run.value).bind(source.sourceName)
      .bind(source.identity.kind.rawValue).bind(source.identity.value)
      .bind(source.identity.ordinal).bind(blob: source.recordDigest.bytes).bind(source.format)
      .bind(source.readerVersion).bind(body.value).bind(source.location.archive)
      .bind(source.location.memberPath)
    try (source.extras.map { statement.bind(utf8: $0) } ?? statement.bindNull()).run()
  }

  private func rememberSource(
    of recipe: RecipeKey, body: BodyKey, _ source: Provenance
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE recipe_source SET run_id = ?, record_digest = ?, format = ?, reader_version = ?,
        body_id = ?, archive = ?, member = ?, extras = ? WHERE recipe_id = ?
      """,
      [
        source.run.value, source.recordDigest.bytes, source.format, source.readerVersion,
        body.value, source.location.archive, source.location.memberPath,
        source.extras.map { String(decoding: $0, as: UTF8.self) }, recipe.value,
      ])
  }
}
