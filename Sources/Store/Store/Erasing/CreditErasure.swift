import JSONText
import RecipeCoding
import RecipeModel

extension WriteTransaction {
  /// Takes the author credit out of the texts that name a person by username or e-mail address.
  ///
  /// A text is never changed: whatever had it gets another one, and the old one goes from table
  /// and index. Gives the digests of the new ones by those of the old.
  func removeCredits(of user: StoredUser) throws -> [Digest: Digest] {
    let names = Set(
      [FoldedName(user.username), FoldedName(user.email)].filter { !$0.text.isEmpty })
    var replaced: [Digest: Digest] = [:]
    for key in try bodies(creditedTo: names) {
      var body = try body(key)
      body.credit.author = nil
      var coder = BodyCoder()
      let coded = coder.code(body)
      let other = try storeBody(coded)
      replaced[try digest(of: key)] = coded.digest
      for (table, column) in WriteTransaction.bodyColumns {
        let isCounted = table != "import_update"
        let set = isCounted ? ", change = \(change)" : ""
        try execute(
          "UPDATE \(table) SET \(column) = ?\(set) WHERE \(column) = ?", [other.value, key.value])
      }
      try removeBody(key)
    }
    return replaced
  }

  private func bodies(creditedTo names: Set<FoldedName>) throws -> [BodyKey] {
    var found: [BodyKey] = []
    let parser = JSONParser()
    try eachBody(after: BodyKey(0)) { key, _, json in
      var author: String?
      _ = parser.parse(json) { body in
        author = body.member("credit")?.member("author")?.string.map {
          String(decoding: $0.bytes, as: UTF8.self)
        }
      }
      if let author, names.contains(FoldedName(author)) { found.append(key) }
      return true
    }
    return found
  }

  /// Every column that names a body.
  private static let bodyColumns = [
    ("recipe", "body_id"), ("recipe_revision", "body_id"), ("recipe_source", "body_id"),
    ("proposal", "body_id"), ("proposal", "base_body_id"),
    ("import_update", "body_id"), ("import_update", "source_body_id"),
  ]
}
