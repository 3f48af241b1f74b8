import Pictures
import RecipeCoding
import RecipeModel

extension WriteTransaction {
  /// Takes all notes out of the pictures whose notes name a person; gives how many.
  ///
  /// Each gets another file; the old one goes when files that no row names are removed. A file that
  /// is missing names nobody.
  func removeNotes(naming traces: PersonalTraces) throws -> Int {
    var removed = 0
    var last: Int64 = 0
    while true {
      let page = try rows(
        "SELECT id, digest, media_type FROM image WHERE id > ? ORDER BY id LIMIT 500", [last]
      ) { (key: $0[0] as Int64, digest: $0.digest("digest"), mediaType: $0[2] as String) }
      guard let end = page.last else { return removed }
      for picture in page {
        guard let bytes = images.read(picture.digest),
          traces.occur(inNotesOf: bytes, mediaType: picture.mediaType),
          let kept = PictureNotes.removed(from: bytes, mediaType: picture.mediaType)
        else { continue }
        try replaceImage(picture.key, with: kept)
        removed += 1
      }
      last = end.key
    }
  }

  private func replaceImage(_ key: Int64, with bytes: [UInt8]) throws {
    let digest = Digest.sha256(bytes)
    try images.store(bytes, digest: digest)
    try execute(
      "UPDATE recipe_image SET change = ? WHERE image_id = ?", [change, key])
    let same = try row("SELECT id FROM image WHERE digest = ?", [digest.bytes]) { $0[0] as Int64 }
    guard let same else {
      return try execute(
        "UPDATE image SET digest = ?, byte_size = ? WHERE id = ?", [digest.bytes, bytes.count, key])
    }
    for table in ["recipe_image", "import_update_image"] {
      try execute("UPDATE \(table) SET image_id = ? WHERE image_id = ?", [same, key])
    }
    try execute("DELETE FROM image WHERE id = ?", [key])
  }
}

extension PersonalTraces {
  /// Whether a picture's notes name the person, in UTF-8 or UTF-16.
  fileprivate func occur(inNotesOf bytes: [UInt8], mediaType: String) -> Bool {
    PictureNotes.texts(in: bytes, mediaType: mediaType).contains { text in
      occur(in: text) || text.contains(0) && occur(in: text.filter { $0 != 0 })
    }
  }
}
