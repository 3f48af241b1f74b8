/// Lines of text that fit a page.
enum TextWrap {
  /// Breaks a line at spaces; a word that is wider than the page stands on a line of its own.
  static func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var count = 0
    for word in text.split(separator: " ") {
      if !line.isEmpty, count + 1 + word.count > width {
        lines.append(line)
        (line, count) = ("", 0)
      }
      if !line.isEmpty {
        line += " "
        count += 1
      }
      line += word
      count += word.count
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
