import JSONText
import PipelineCore
import RecipeModel

/// The events of JSON lines.
struct JSONEventLines {
  private let parser = JSONParser()

  /// The next line that is not blank, or nil at the end.
  func next(in window: LogWindow) throws(ReadFault) -> LogLine? {
    while let line = try window.nextLine() {
      guard !line.isTooLong else { return line.beyondLimit }
      guard !line.bytes.allSatisfy(\.isSpace) else { continue }
      var content = self.content(of: line.bytes, in: window)
      if line.isCut, isBroken(content),
        line.bytes.last(where: { !$0.isSpace }) != UInt8(ascii: "}")
      {
        content = .problem(.truncated, "the log ends inside the line")
      }
      return LogLine(
        content: content, number: line.number, byteOffset: line.byteOffset, raw: line.bytes)
    }
    return nil
  }

  private func isBroken(_ content: LogLine.Content) -> Bool {
    switch content {
    case .problem(.malformedJSON, _), .problem(.invalidEncoding, _): true
    default: false
    }
  }

  private func content(
    of line: UnsafeBufferPointer<UInt8>, in window: LogWindow
  ) -> LogLine.Content {
    if let fields = FlatJSONScanner.fields(of: line) { return .fields(fields) }
    let parsed = parser.parseTolerantly(line) { root, _ in
      JSONEventLines.content(of: root, in: window)
    }
    switch parsed {
    case .success(let content): return content
    case .failure(let fault):
      guard line.isUTF8 else { return .problem(.invalidEncoding, "the line is not UTF-8") }
      return .problem(.malformedJSON, "the line is no JSON: \(fault.detail)")
    }
  }

  private static func content(
    of root: JSONElement, in window: LogWindow
  ) -> LogLine.Content {
    guard root.kind == .object else {
      return .problem(.malformedText, "the line holds no JSON object")
    }
    var fields = ViewFields()
    for (key, value) in root.members {
      guard let name = ViewFields.Name(key.bytes), fields.claim(name) else { continue }
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
