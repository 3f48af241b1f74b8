extension ContentSample {
  /// Finds the first line that a test accepts, without its end.
  func firstLine(where isWanted: (ArraySlice<UInt8>) -> Bool) -> ArraySlice<UInt8>? {
    var rest = text[(text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)...]
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
      let line = rest[..<end]
      if !line.isEmpty, isWanted(line) { return line }
      rest = rest[end...].dropFirst()
    }
    return nil
  }
}

extension ContentSample {
  /// The lines of the sample as UTF-8, as a reader of texts gets them.
  var lines: [TextLine] {
    var lines: [TextLine] = []
    let decoded = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    var start = decoded.startIndex
    while start < decoded.endIndex {
      let rest = decoded[start...]
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? decoded.endIndex
      lines.append(TextLine(number: lines.count + 1, bytes: Array(decoded[start..<end])))
      let isPair = end + 1 < decoded.endIndex && decoded[end] == 0x0D && decoded[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
    return lines
  }
}
