import ArchiveRecords
import RecipeCoding
import RecipeModel

// A slug, an address or a username that somebody else has by now is a conflict, never a merge (R21):
// where both are kept, what comes in is called something else until somebody resolves it.

extension ArchiveIntake {
  /// Gives communities that come in, and whose slug another one has, the next free one.
  func renameTakenSlugs() throws {
    guard policy == .keepBoth else { return }
    let taken = try transaction.rows(
      """
      SELECT t.seq, t.slug FROM \(ArchiveEntity.community.undecided)
       WHERE t.deleted_at IS NULL AND EXISTS (
         SELECT 1 FROM community b WHERE b.slug = t.slug AND b.deleted_at IS NULL) ORDER BY t.seq
      """
    ) { (seq: $0[0] as Int64, slug: $0[1] as String) }
    for community in taken {
      let slug = try nextFree(community.slug) { name in
        try transaction.integer(
          """
          SELECT EXISTS (SELECT 1 FROM community WHERE slug = ?1 AND deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM temp.intake_community WHERE slug = ?1)
          """, [name]) == 0
      }
      try transaction.execute(
        "UPDATE temp.intake_community SET slug = ? WHERE seq = ?", [slug, community.seq])
      try keep(.community, .slug, old: community.slug, new: slug, at: community.seq)
    }
  }

  /// Gives users who come in, and whose address or name another one has, an address that no mail can
  /// reach, or the next free name.
  func renameTakenUsers() throws {
    guard policy == .keepBoth else { return }
    func taken(_ column: String) throws(StoreFault) -> [(seq: Int64, name: String, stand: String)] {
      try transaction.rows(
        """
        SELECT t.seq, t.username, t.placeholder FROM \(ArchiveEntity.user.undecided)
         WHERE t.deleted_at IS NULL AND EXISTS (
           SELECT 1 FROM user b WHERE b.\(column) = t.\(column) AND b.deleted_at IS NULL)
         ORDER BY t.seq
        """
      ) { (seq: $0[0] as Int64, name: $0[1] as String, stand: $0[2] as String) }
    }
    for user in try taken("email_folded") {
      try transaction.execute(
        "UPDATE temp.intake_user SET email = NULL, email_folded = ? WHERE seq = ?",
        [FoldedName(user.stand).text, user.seq])
      try keep(.user, .email, old: user.name, new: user.stand, at: user.seq)
    }
    for user in try taken("username_folded") {
      let name = try nextFree(user.name) { name in
        try transaction.integer(
          """
          SELECT EXISTS (SELECT 1 FROM user WHERE username_folded = ?1 AND deleted_at IS NULL)
            OR EXISTS (SELECT 1 FROM temp.intake_user WHERE username_folded = ?1)
          """, [FoldedName(name).text]) == 0
      }
      try transaction.execute(
        "UPDATE temp.intake_user SET username = ?, username_folded = ? WHERE seq = ?",
        [name, FoldedName(name).text, user.seq])
      try keep(.user, .username, old: user.name, new: name, at: user.seq)
    }
  }

  /// A name with the lowest number that makes it a free one; slugs and usernames have 64 characters.
  private func nextFree(_ name: String, _ isFree: (String) throws -> Bool) throws -> String {
    var number = 2
    while true {
      let ending = "-\(number)"
      var stem = String(
        String.UnicodeScalarView(name.unicodeScalars.prefix(64 - ending.utf8.count)))
      while stem.hasSuffix("-") { stem.removeLast() }
      let candidate = stem + ending
      if try isFree(candidate) { return candidate }
      number += 1
    }
  }
}
