import GRDB
import GRDBSQLite
public import RecipeCoding
public import RecipeModel

/// What the source of a living recipe said when it was last taken over, and as what it was read.
public struct StoredSource: Sendable, Equatable {
  public var recipe: RecipeKey
  public var name: String
  public var identity: SourceIdentity
  public var recordDigest: Digest
  public var format: String
  public var readerVersion: Int
}

/// How the sources of a place are found.
public enum SourceWalk: Sendable, CaseIterable {
  /// From recipe to recipe of the place, in no order: for a place in a store of many.
  case ofPlace
  /// Through all sources in the order in which they were stored, passing over those of other
  /// places: four times as fast where the place holds most of the store.
  case ofStore

  fileprivate var tables: String {
    switch self {
    case .ofPlace: "recipe r CROSS JOIN recipe_source s ON s.recipe_id = r.id"
    case .ofStore: "recipe_source s CROSS JOIN recipe r ON r.id = s.recipe_id"
    }
  }
}

extension ImportPlace {
  /// The condition under which a recipe `r` is one of the place, and what is bound to it.
  func condition(ownedBy owner: UserKey) -> (sql: String, key: Int64) {
    switch self {
    case .community(let community): ("r.community_id = ?1", community.value)
    case .catalogue: ("r.creator_id = ?1 AND r.community_id IS NULL", owner.value)
    }
  }
}

extension ReadTransaction {
  /// How many recipes have a source, wherever they are.
  public func sourceCount() throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM recipe_source"))
  }

  /// Walks the sources of all living recipes of a place that were imported.
  public func eachSource(
    in place: ImportPlace, of owner: UserKey, by walk: SourceWalk,
    _ visit: (StoredSource) throws -> Void
  ) throws {
    let (condition, key) = place.condition(ownedBy: owner)
    try eachRow(
      """
      SELECT r.id, s.source_name, s.identity_kind, s.identity, s.identity_ordinal,
          s.record_digest, s.format, s.reader_version
        FROM \(walk.tables) WHERE \(condition) AND r.deleted_at IS NULL
      """, [key]
    ) { row in
      guard let kind = SourceIdentity.Kind(rawValue: row["identity_kind"]) else { return }
      try visit(
        StoredSource(
          recipe: row.key("id"), name: row["source_name"],
          identity: SourceIdentity(
            kind: kind, value: row["identity"], ordinal: row["identity_ordinal"]),
          recordDigest: Digest(bytes: row.bytes("record_digest")), format: row["format"],
          readerVersion: row["reader_version"]))
    }
  }
}
