import GRDB
import GRDBSQLite
import PipelineCore
public import RecipeCoding
public import RecipeModel

extension ReadTransaction {
  /// The recipe that a record with this id became earlier; nil when it is new.
  public func importedRecipe(_ id: RecipeID) throws(StoreFault) -> ImportedRecipe? {
    if let seenKeys, !seenKeys.mayHold(id) { return nil }
    if bufferedRecipe(id) != nil { try storeBuffered() }
    return try preparedAside(
      """
      SELECT r.id, r.creator_id, r.body_id, r.deleted_at IS NOT NULL, s.record_digest, s.body_id,
          r.origin_id IS NULL, s.reader_version
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
          ? nil : BodyKey(sqlite3_column_int64(row, 5)),
        readerVersion: sqlite3_column_type(row, 7) == SQLITE_NULL
          ? nil : Int(sqlite3_column_int64(row, 7)))
    }
  }

  /// Whether a living recipe in the place says the same already.
  public func holdsContent(
    _ digest: [UInt8], in place: ImportPlace, of owner: UserKey
  ) throws(StoreFault) -> Bool {
    if let seenKeys, !seenKeys.mayHold(content: digest) { return false }
    if isBuffered(content: digest) { try storeBuffered() }
    // CROSS JOIN keeps SQLite from starting at all recipes of the place: bodies with an equal
    // digest are one or none.
    let found: Int64? =
      switch place {
      case .community(let community):
        try preparedAside(
          """
          SELECT 1 FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id = ? AND r.deleted_at IS NULL LIMIT 1
          """
        ).bind(blob: digest).bind(community.value).integer()
      case .catalogue:
        try preparedAside(
          """
          SELECT 1 FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id IS NULL AND r.creator_id = ?
             AND r.deleted_at IS NULL LIMIT 1
          """
        ).bind(blob: digest).bind(owner.value).integer()
      }
    return found != nil
  }

  /// The body with a digest; nil when nothing says just that.
  public func body(of digest: Digest) throws(StoreFault) -> BodyKey? {
    if let seenKeys, !seenKeys.mayHold(body: digest) { return nil }
    if let key = bufferedBody(digest) { return key }
    return try preparedAside("SELECT id FROM recipe_body WHERE digest = ?").bind(blob: digest.bytes)
      .integer().map { BodyKey($0) }
  }
}

extension WriteTransaction {
  /// The key of a body, which is stored unless an equal one is there.
  ///
  /// A new one is left to the stage that fills the full-text index.
  public func storeBody(_ body: CodedBody) throws(StoreFault) -> BodyKey {
    if let known = try self.body(of: body.digest) { return known }
    // What is not indexed now is a gap that nothing may be indexed behind.
    if textFollowing != .notAsked { textFollowing = .behind }
    return try insertBody(body)
  }

  func insertBody(_ body: CodedBody) throws(StoreFault) -> BodyKey {
    let key = try buffered.takeBodyKey { () throws(StoreFault) in
      try preparedAside(
        """
        SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'recipe_body'), 0),
            ifnull((SELECT max(id) FROM recipe_body), 0))
        """
      ).integer() ?? 0
    }
    buffered.bodies.beginRow(of: buffered.record)
    buffered.bodies.append(key.value)
    buffered.bodies.append(blob: body.digest.bytes)
    buffered.bodies.append(blob: body.contentDigest)
    buffered.bodies.append(body.title)
    buffered.bodies.append(utf8: body.json)
    buffered.remember(key, digest: body.digest.bytes)
    seenKeys?.insert(body: body.digest, content: body.contentDigest)
    return key
  }

  /// Stores a recipe with its provenance and, in a community, its creator's personal copy (R8).
  ///
  /// The rows wait until there are many, or until something else is asked of the transaction.
  public func insert(_ new: NewImport) throws(StoreFault) -> (recipe: RecipeKey, copy: RecipeKey?) {
    if buffered.isFull { try buffered.store(in: database) }
    buffered.beginRecord(at: new.provenance.location)
    let body = try storeBody(new.body, text: new.text)
    buffered.remember(content: new.body.contentDigest)
    let community: Int64? = if case .community(let key) = new.place { key.value } else { nil }
    let recipe = try insertRecipe(new, id: new.id, saying: body, in: community, from: new.origin)
    insertSource(of: recipe, body: body, new.provenance)
    guard let copyID = new.copyID else { return (recipe, nil) }
    let copy = try insertRecipe(new, id: copyID, saying: body, in: nil, from: recipe)
    return (recipe, copy)
  }

  private func insertRecipe(
    _ new: NewImport, id: RecipeID, saying body: BodyKey, in community: Int64?,
    from origin: RecipeKey?
  ) throws(StoreFault) -> RecipeKey {
    let key = try buffered.takeRecipeKey { () throws(StoreFault) in
      try preparedAside("SELECT ifnull(max(id), 0) FROM recipe").integer() ?? 0
    }
    let kind: OriginKind = id == new.copyID ? .personalCopy : .variant
    buffered.recipes.beginRow(of: buffered.record)
    buffered.recipes.append(key.value)
    buffered.recipes.append(id.text)
    buffered.recipes.append(body.value)
    buffered.recipes.append(new.creator.value)
    buffered.recipes.append(community)
    buffered.recipes.append(origin?.value)
    buffered.recipes.append(origin.map { _ in kind.rawValue })
    buffered.recipes.append(new.imageURL)
    buffered.recipes.append(new.createdAt.milliseconds)
    buffered.recipes.append(new.updatedAt.milliseconds)
    buffered.recipes.append(change)
    buffered.remember(key, id.text)
    seenKeys?.insert(id)
    return key
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
  ///
  /// The recipe counts as changed: what its source says next is dealt with otherwise.
  public func takeOver(
    _ provenance: Provenance, saying body: BodyKey, for recipe: RecipeKey
  ) throws(StoreFault) {
    try journal(recipe, before: .takeOver, by: provenance.run)
    try rememberSource(of: recipe, body: body, provenance)
    try prepared("UPDATE recipe SET change = ? WHERE id = ?").bind(change).bind(recipe.value).run()
  }

  private func insertSource(of recipe: RecipeKey, body: BodyKey, _ source: Provenance) {
    buffered.sources.beginRow(of: buffered.record)
    buffered.sources.append(recipe.value)
    buffered.sources.append(source.run.value)
    buffered.sources.append(source.sourceName)
    buffered.sources.append(source.identity.kind.rawValue)
    buffered.sources.append(source.identity.value)
    buffered.sources.append(source.identity.ordinal)
    buffered.sources.append(blob: source.recordDigest.bytes)
    buffered.sources.append(source.format)
    buffered.sources.append(source.readerVersion)
    buffered.sources.append(body.value)
    buffered.sources.append(source.location.archive)
    buffered.sources.append(source.location.memberPath)
    buffered.sources.append(utf8: source.extras)
    buffered.sources.append(change)
  }

  func rememberSource(
    of recipe: RecipeKey, body: BodyKey, _ source: Provenance
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE recipe_source SET run_id = ?, record_digest = ?, format = ?, reader_version = ?,
        body_id = ?, archive = ?, member = ?, extras = ?, change = ? WHERE recipe_id = ?
      """,
      [
        source.run.value, source.recordDigest.bytes, source.format, source.readerVersion,
        body.value, source.location.archive, source.location.memberPath,
        source.extras.map { String(decoding: $0, as: UTF8.self) }, uncountedChange, recipe.value,
      ])
  }
}
