/// Lines of running text, joined where the text was only broken to fit a page.
struct Paragraphs {
  private var finished: [String] = []
  private var current = ""

  /// Adds a line to the open paragraph.
  mutating func add(_ line: ArraySlice<UInt8>) {
    let text = line.trimmed
    guard !text.isEmpty else { return }
    if !current.isEmpty { current += " " }
    current += String(decoding: text, as: UTF8.self)
  }

  /// Ends the open paragraph.
  mutating func endParagraph() {
    if !current.isEmpty { finished.append(current) }
    current = ""
  }

  /// Gives the paragraphs, one a line, and starts anew.
  mutating func take() -> String {
    endParagraph()
    defer { finished = [] }
    return finished.joined(separator: "\n")
  }
}
