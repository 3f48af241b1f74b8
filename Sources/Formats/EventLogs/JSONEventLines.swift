import JSONText
import PipelineCore
import RecipeModel

/// The events of JSON lines.
struct JSONEventLines {
  private(set) var ignored = IgnoredFields()
  private let parser = JSONParser()

  /// The next line that is not blank, or nil at the end.
  mutating func next(in window: LogWindow) throws(ReadFault) -> LogLine? {
    while true {
      let (number, offset) = (window.line, window.byteOffset)
      let length: Int
      let isCut: Bool
      switch try window.lineEnd() {
      case .newline(let end): (length, isCut) = (end, false)
      case .input(let end): (length, isCut) = (end, true)
      case .beyondLimit:
        return LogLine(
          content: .problem(.tooLarge, "the line is longer than 1 MiB"), number: number,
          byteOffset: offset, raw: try window.skipLine())
      }
      let line = UnsafeBufferPointer(rebasing: window.available[..<length])
      window.consume(isCut ? length : length + 1, newlines: isCut ? 0 : 1)
      if line.allSatisfy(\.isSpace) {
        if isCut { return nil }
        continue
      }
      var content = self.content(of: line, in: window)
      if isCut, isBroken(content), line.last(where: { !$0.isSpace }) != UInt8(ascii: "}") {
        content = .problem(.truncated, "the log ends inside the line")
      }
      return LogLine(content: content, number: number, byteOffset: offset, raw: line)
    }
  }

  private func isBroken(_ content: LogLine.Content) -> Bool {
    switch content {
    case .problem(.malformedJSON, _), .problem(.invalidEncoding, _): true
    default: false
    }
  }

  private mutating func content(
    of line: UnsafeBufferPointer<UInt8>, in window: LogWindow
  ) -> LogLine.Content {
    if let fields = FlatJSONScanner.fields(of: line, ignored: &ignored) { return .fields(fields) }
    var ignored = ignored
    defer { self.ignored = ignored }
    let parsed = parser.parseTolerantly(line) { root, _ in
      JSONEventLines.content(of: root, in: window, ignored: &ignored)
    }
    switch parsed {
    case .success(let content): return content
    case .failure(let fault):
      guard line.isUTF8 else { return .problem(.invalidEncoding, "the line is not UTF-8") }
      return .problem(.malformedJSON, "the line is no JSON: \(fault.detail)")
    }
  }

  private static func content(
    of root: JSONElement, in window: LogWindow, ignored: inout IgnoredFields
  ) -> LogLine.Content {
    guard root.kind == .object else {
      return .problem(.malformedText, "the line holds no JSON object")
    }
    var fields = ViewFields()
    for (key, value) in root.members {
      guard let name = ViewFields.Name(key.bytes) else {
        ignored.note(key.bytes)
        continue
      }
      guard fields.claim(name) else { continue }
      if value.isNull {
        fields[name] = nil
      } else if let text = value.string {
        fields[name] = window.keep(text.bytes)
      } else if name != .viewedAt, value.kind == .integer, let number = value.integer {
        var digits = String(number)
        fields[name] = digits.withUTF8(window.keep)
      } else {
        let kinds = name == .viewedAt ? "a text" : "a text or a whole number"
        return .problem(.invalidValue, "\(name.rawValue) is not \(kinds)")
      }
    }
    return .fields(fields)
  }
}
