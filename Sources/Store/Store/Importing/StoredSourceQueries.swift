import GRDB
import GRDBSQLite
public import RecipeCoding
public import RecipeModel

/// What the source of a living recipe said when it was last taken over, and as what it was read.
public struct StoredSource: Sendable, Equatable {
  public var name: String
  public var identity: SourceIdentity
  public var recordDigest: Digest
  public var format: String
  public var readerVersion: Int
}

extension ReadTransaction {
  /// How many recipes have a source, wherever they are.
  public func sourceCount() throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM recipe_source"))
  }

  /// Walks the sources of all living recipes of a place, in the order in which they were stored.
  ///
  /// It passes over those of all other places.
  public func eachSource(
    in place: ImportPlace, of owner: UserKey, _ visit: (StoredSource) -> Void
  ) throws {
    let community: Int64? = if case .community(let key) = place { key.value } else { nil }
    try eachRow(
      """
      SELECT s.source_name, s.identity_kind, s.identity, s.identity_ordinal, s.record_digest,
          s.format, s.reader_version
        FROM recipe_source s CROSS JOIN recipe r ON r.id = s.recipe_id
       WHERE r.deleted_at IS NULL AND r.community_id IS ?1 AND (?1 NOT NULL OR r.creator_id = ?2)
      """, [community, owner.value]
    ) { row in
      guard let kind = SourceIdentity.Kind(rawValue: row["identity_kind"]) else { return }
      visit(
        StoredSource(
          name: row["source_name"],
          identity: SourceIdentity(
            kind: kind, value: row["identity"], ordinal: row["identity_ordinal"]),
          recordDigest: Digest(bytes: row.bytes("record_digest")), format: row["format"],
          readerVersion: row["reader_version"]))
    }
  }
}
