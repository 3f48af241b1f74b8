import ArchiveRecords
import GRDB
import RecipeCoding
import RecipeModel

// A deletion has no public id in the store. In archives it has one that follows from what it is:
// kind, actor, moment, and the first thing that it took; so the same deletion has the same id in
// every archive, before and after a restore. One that holds nothing any more has none, and is not
// carried: what it took was restored, and the audit log tells of both.

extension ReadTransaction {
  /// Makes the temporary table `deletion_name`, which maps keys of deletions to ids in archives.
  func nameDeletions() throws(StoreFault) {
    try StoreFault.mapping {
      try database.execute(
        sql: """
          DROP TABLE IF EXISTS temp.deletion_name;
          CREATE TEMP TABLE deletion_name (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
          """)
      let insert = try prepared("INSERT INTO temp.deletion_name (key, id) VALUES (?, ?)")
      try eachRow(
        """
        SELECT * FROM (SELECT d.id, d.kind, u.public_id AS actor, d.deleted_at, coalesce(
            (SELECT min(public_id) FROM community WHERE deletion_id = d.id),
            (SELECT min(public_id) FROM recipe WHERE deletion_id = d.id),
            (SELECT min(public_id) FROM membership WHERE deletion_id = d.id),
            (SELECT min(public_id) FROM proposal WHERE deletion_id = d.id)) AS anchor
          FROM deletion d LEFT JOIN user u ON u.id = d.actor_id) WHERE anchor IS NOT NULL
        """
      ) { row in
        let id = ArchivedDeletion.name(
          kind: row["kind"], actor: row["actor"], at: row["deleted_at"], anchor: row["anchor"])
        try insert.bind(row["id"] as Int64).bind(id).run()
      }
    }
  }
}

extension ArchivedDeletion {
  /// The id of a deletion in archives; `anchor` is the id of the first thing that it took.
  static func name(
    kind: String, actor: String?, at milliseconds: Int64, anchor: String
  ) -> String {
    NameBasedID.make(["deletion", kind, actor ?? "", String(milliseconds), anchor])
  }
}
