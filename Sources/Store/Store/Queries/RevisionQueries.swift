public import RecipeModel

extension ReadTransaction {
  /// A page of what a recipe said before, from new to old.
  ///
  /// Revisions that a snapshot brings come in late: their moments say where they belong.
  public func revisions(
    of recipe: RecipeKey, after revision: RevisionKey? = nil, limit: Int
  ) throws(StoreFault) -> [StoredRevision] {
    try rows(
      """
      SELECT v.*, b.title, p.public_id AS proposal_public_id
        FROM recipe_revision v JOIN recipe_body b ON b.id = v.body_id
        LEFT JOIN proposal p ON p.id = v.proposal_id
       WHERE v.recipe_id = ?1 AND (?2 IS NULL OR (v.replaced_at, v.id) < (
           SELECT l.replaced_at, l.id FROM recipe_revision l WHERE l.id = ?2))
       ORDER BY v.replaced_at DESC, v.id DESC LIMIT ?3
      """, [recipe.value, revision?.value, limit]
    ) { try StoredRevision($0) }
  }

  /// The revision with a public id.
  public func revision(_ id: RecipeRevisionID) throws(StoreFault) -> StoredRevision? {
    try row(
      """
      SELECT v.*, b.title, p.public_id AS proposal_public_id
        FROM recipe_revision v JOIN recipe_body b ON b.id = v.body_id
        LEFT JOIN proposal p ON p.id = v.proposal_id
       WHERE v.public_id = ?
      """, [id.text]
    ) { try StoredRevision($0) }
  }
}

extension WriteTransaction {
  /// Gives one recipe another body and keeps the one that it had as a revision with this id.
  ///
  /// Its copies and its origin keep theirs (R9). Equal content at the same moment under the same
  /// id is kept once.
  public func replaceBody(
    of recipe: RecipeKey, saying before: BodyKey, with body: BodyKey, by cause: BodyReplacement,
    revision: RecipeRevisionID, at now: Instant
  ) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO recipe_revision (public_id, recipe_id, body_id, cause, proposal_id, replaced_at,
        change) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (public_id) DO NOTHING
      """
    ).bind(revision.text).bind(recipe.value).bind(before.value).bind(cause.cause.rawValue)
      .bind(cause.proposal?.value).bind(now.milliseconds).bind(change).run()
    try setBody(of: recipe, to: body, at: now)
  }
}
