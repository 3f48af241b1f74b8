/// Finds the name that somebody may have meant.
enum NearestName {
  /// The most similar candidate; the first of equals, nil when none is similar enough.
  ///
  /// Similar enough is an edit distance of at most a third of the longer of both.
  static func of(_ given: String, among candidates: [String]) -> String? {
    let text = Array(given.lowercased().utf8)
    var nearest: (name: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.utf8)
      let limit = max(text.count, other.count) / 3
      guard abs(text.count - other.count) <= limit else { continue }
      let distance = editDistance(text, other)
      if distance <= limit, distance < nearest?.distance ?? .max {
        nearest = (candidate, distance)
      }
    }
    return nearest?.name
  }

  /// How many bytes to insert, delete or replace to make one text of the other (Levenshtein).
  private static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (i, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in second.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[second.count]
  }
}
