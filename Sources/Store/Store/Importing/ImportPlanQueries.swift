public import RecipeModel

extension ReadTransaction {
  /// The run of a piece of work that was begun and never ended well; nil when there is none.
  public func unfinishedRun(_ request: RunRequest) throws(StoreFault) -> StoredRun? {
    try row(
      """
      SELECT * FROM run WHERE fingerprint = ? AND state IN ('running', 'interrupted', 'failed')
       ORDER BY id DESC LIMIT 1
      """, [request.fingerprint.bytes]
    ) { StoredRun($0) }
  }

  /// Whether a record that is met again would not be pending: somebody discarded or mended it.
  public func isDealtWith(_ fingerprint: Digest) throws(StoreFault) -> Bool {
    try integer(
      """
      SELECT EXISTS (SELECT 1 FROM quarantine WHERE fingerprint = ?
        AND (state = 'discarded' OR (state = 'replayed' AND is_mended)))
      """, [fingerprint.bytes]) != 0
  }

  /// How many living recipes in the place say a content.
  public func recipesSaying(
    _ digest: [UInt8], in place: ImportPlace, of owner: UserKey
  ) throws(StoreFault) -> Int {
    let count: Int64? =
      switch place {
      case .community(let community):
        try prepared(
          """
          SELECT count(*) FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id = ? AND r.deleted_at IS NULL
          """
        ).bind(blob: digest).bind(community.value).integer()
      case .catalogue:
        try prepared(
          """
          SELECT count(*) FROM recipe_body b CROSS JOIN recipe r ON r.body_id = b.id
           WHERE b.content_digest = ? AND r.community_id IS NULL AND r.creator_id = ?
             AND r.deleted_at IS NULL
          """
        ).bind(blob: digest).bind(owner.value).integer()
      }
    return Int(count ?? 0)
  }
}
