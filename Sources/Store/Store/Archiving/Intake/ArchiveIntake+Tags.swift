import ArchiveRecords
import RecipeCoding
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedTag, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_tag VALUES (?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.name).bind(FoldedName(value.name).text).run()
  }

  /// Tags are one for each name (R10): one that is there under another id is used instead.
  func settleTags() throws(StoreFault) {
    try settleRepeats(.tag)
    try settleExisting(.tag, "tag", equalWhere: "b.folded = t.folded AND b.name = t.name")
    try settle(
      .tag, as: .skipped,
      where: """
        EXISTS (SELECT 1 FROM tag b WHERE b.folded = t.folded)
          OR EXISTS (SELECT 1 FROM temp.intake_tag e JOIN temp.intake ei ON ei.seq = e.seq
            WHERE e.folded = t.folded AND e.seq < t.seq AND ei.outcome IS NULL)
        """)
    try insertUndecided(
      .tag,
      """
      INSERT INTO tag (id, public_id, name, folded, change)
        SELECT \(keptKey(of: "tag", named: "t.id")), t.id, t.name, t.folded, \(transaction.change)
          FROM \(ArchiveEntity.tag.undecided) ORDER BY t.seq
      """)
  }

  /// Stages the tags of a recipe; gives their folded names as one text to compare by.
  func stageTags(_ names: [String], at sequence: Int64) throws(StoreFault) -> String {
    var folded: Set<String> = []
    for name in names {
      let key = FoldedName(name).text
      guard folded.insert(key).inserted else { continue }
      try transaction.prepared("INSERT INTO temp.intake_recipe_tag VALUES (?, ?, ?)")
        .bind(sequence).bind(key).bind(FoldedName.tidy(name)).run()
    }
    return folded.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: "\u{1F}")
  }

  /// Makes the tags that recipes name and no record describes, then links all that are new.
  func insertRecipeTags() throws {
    let insert = try transaction.prepared(
      "INSERT OR IGNORE INTO tag (public_id, name, folded, change) VALUES (?, ?, ?, ?)")
    try transaction.eachRow(
      """
      SELECT g.folded, g.name, min(g.seq) FROM \(ArchiveEntity.recipe.undecided)
        JOIN temp.intake_recipe_tag g ON g.seq = t.seq
       WHERE NOT EXISTS (SELECT 1 FROM tag b WHERE b.folded = g.folded) GROUP BY g.folded
      """
    ) { row in
      let folded: String = row[0]
      try insert.bind(NameBasedID.make(["tag", folded])).bind(row[1] as String).bind(folded)
        .bind(transaction.change).run()
    }
    try transaction.execute(
      """
      INSERT INTO recipe_tag (recipe_id, tag_id)
        SELECT t.key, b.id FROM \(ArchiveEntity.recipe.undecided)
          JOIN temp.intake_recipe_tag g ON g.seq = t.seq JOIN tag b ON b.folded = g.folded
      """)
  }
}
