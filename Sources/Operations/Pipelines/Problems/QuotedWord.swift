import PipelineCore

extension String {
  /// The word between backticks as messages show it: cut when long, safe for a terminal.
  var quoted: String {
    let limit = 60
    let shown = count > limit ? prefix(limit) + "…" : self[...]
    return "`\(String(shown).escapedForTerminal)`"
  }
}

extension [String] {
  /// The words between backticks as a list in a sentence.
  func quoted(last conjunction: String) -> String {
    let words = map(\.quoted)
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
