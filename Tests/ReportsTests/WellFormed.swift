import Testing

/// Checks that every tag of a page is closed where XML wants it, and that no `<` or `&` is loose.
func expectWellFormed(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let prologue = "<!DOCTYPE html>\n"
  try #require(page.hasPrefix(prologue), sourceLocation: sourceLocation)
  let tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<]*")*)(\/?)>/
  let reference = /&(?:amp|lt|gt|quot|#39);/
  var open: [Substring] = []
  var rest = page.dropFirst(prologue.count)
  while let index = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
    rest = rest[index...]
    if let match = rest.prefixMatch(of: reference) {
      rest = rest[match.range.upperBound...]
      continue
    }
    guard let match = rest.prefixMatch(of: tag) else {
      Issue.record("loose: \(rest.prefix(60))", sourceLocation: sourceLocation)
      return
    }
    rest = rest[match.range.upperBound...]
    if match.1 == "/" {
      try #require(open.popLast() == match.2, sourceLocation: sourceLocation)
    } else if match.4.isEmpty {
      open.append(match.2)
    }
  }
  #expect(open.isEmpty, sourceLocation: sourceLocation)
}
