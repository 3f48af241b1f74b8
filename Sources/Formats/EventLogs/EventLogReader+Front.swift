extension EventLogReader {
  /// Whether a text may be a view log, by its front.
  ///
  /// It has a line that is a JSON object with both fields that an event must have, its first line
  /// is a CSV header with both, or half of its first lines are those of an access log. A JSON array
  /// with both is one, too, so that reading it can say what to do about that.
  public static func mayRead(front: [UInt8]) -> Bool {
    front.withUnsafeBufferPointer { front in
      let text = front.starts(with: [0xEF, 0xBB, 0xBF]) ? front.dropFirst(3) : front[...]
      let start = text.drop { $0.isSpace }
      let namesBoth = start.contains("recipeId") && start.contains("viewedAt")
      if namesBoth, start.first == UInt8(ascii: "[") { return true }
      if namesBoth, isHeader(start.prefix { $0 != 0x0A }) || hasObject(start) { return true }
      return AccessLogLine.isFrontOfLog(front)
    }
  }

  /// Whether a line is an object that names both fields.
  private static func hasObject(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    text.split(separator: 0x0A).contains { line in
      line.first { !$0.isSpace } == UInt8(ascii: "{") && line.contains("recipeId")
        && line.contains("viewedAt")
    }
  }

  /// Whether a line has both fields among its cells.
  private static func isHeader(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let names = line.split(separator: UInt8(ascii: ",")).map { cell in
      String(decoding: cell, as: UTF8.self).filter { $0 != "\"" && !$0.isWhitespace }
    }
    return names.contains("recipeId") && names.contains("viewedAt")
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate func contains(_ word: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard let first = word.first else { return true }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].starts(with: word) { return true }
      start = found + 1
    }
    return false
  }
}
