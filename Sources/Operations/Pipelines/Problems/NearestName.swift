/// Finds what somebody meant who wrote a name that does not exist.
enum NearestName {
  /// The nearest of the names when it is near enough to suggest; the first among equals.
  static func of(_ word: String, among names: [String]) -> String? {
    let word = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, distance: Int)?
    for name in names {
      let letters = Array(name.lowercased().unicodeScalars)
      let distance = editDistance(word, letters)
      // A third of the letters may differ: two in `from`'s neighbours, four in a long name.
      guard distance <= max(1, (max(word.count, letters.count) + 1) / 3) else { continue }
      if distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The end of a message about an unknown name: the nearest one, or all of them.
  static func suggestion(
    for word: String, among names: [String], otherwise introduction: String
  ) -> String {
    if let near = of(word, among: names) { return "; did you mean \(near.quoted)?" }
    return names.isEmpty ? "; it takes none" : "; \(introduction) \(names.quoted(last: "and"))"
  }

  /// The number of letters to insert, drop, replace or swap with their neighbour.
  static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        let isSame = first[row] == second[column]
        var cost = min(
          previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, first[row] == second[column - 1],
          first[row - 1] == second[column]
        {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}
