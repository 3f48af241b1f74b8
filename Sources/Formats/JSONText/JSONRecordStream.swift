public import PipelineCore

/// Splits JSON into its records while it arrives: JSON lines, the elements of an array, documents.
///
/// Memory holds one record and one read; the pictures that are written into a record have a limit
/// of their own. A document up to `wholeDocumentBytes` is one record; of a
/// larger object the elements of its arrays are the records, and what else it holds is passed over.
/// A line that is broken costs that line; a broken element of an array costs what follows until
/// its quotes and brackets match again, and what is left then is reported as truncated.
public final class JSONRecordStream {
  private let window: ByteWindow
  private let maximumRecordBytes: Int
  private let wholeDocumentBytes: Int
  private var state = State.start
  public private(set) var layout = JSONLayout.documents
  /// Where the object begins that is taken apart, or was last; nil before the first.
  public private(set) var takenApart: JSONRecord?

  private enum State {
    case start
    case lines
    case array(index: Int)
    case documents
    /// Inside a root object that is too large to be one record.
    case members
    case memberArray(name: String, index: Int)
    case ended
  }

  /// Reads from the source; a record larger than `maximumRecordBytes` is passed over and reported.
  ///
  /// Files in Base64 and `data:` URIs count towards `maximumTotalBytes` only.
  public init(
    _ source: any ByteSource, maximumRecordBytes: Int = 16 << 20,
    wholeDocumentBytes: Int = 8 << 20, maximumTotalBytes: Int = 0
  ) {
    window = ByteWindow(
      source, maximumBytes: max(maximumRecordBytes, wholeDocumentBytes, maximumTotalBytes))
    self.maximumRecordBytes = maximumRecordBytes
    self.wholeDocumentBytes = wholeDocumentBytes
  }

  /// The next record, or nil at the end.
  public func next() throws(ReadFault) -> JSONRecord? {
    while true {
      switch state {
      case .start: try decideLayout()
      case .lines: return try nextLine()
      case .array(let index):
        state = .array(index: index + 1)
        if let record = try nextElement(pointer: "/\(index)") { return record }
        state = try window.skipWhiteSpace() ? .documents : .ended
      case .documents:
        if let record = try nextDocument() { return record }
        if case .documents = state { return nil }
      case .members: if let record = try enterMember() { return record }
      case .memberArray(let name, let index):
        state = .memberArray(name: name, index: index + 1)
        if let record = try nextElement(pointer: "/\(name)/\(index)") { return record }
        state = .members
      case .ended: return nil
      }
    }
  }

  // MARK: - Layouts

  private func decideLayout() throws(ReadFault) {
    try window.fill(atLeast: 64 * 1024)
    window.skipByteOrderMark()
    guard try window.skipWhiteSpace() else {
      state = .ended
      return
    }
    if isJSONLines() {
      layout = .lines
      state = .lines
    } else if window.first == UInt8(ascii: "[") {
      layout = .array
      window.consume(1)
      state = .array(index: 0)
    } else {
      state = .documents
    }
  }

  /// Whether what is in the window looks like one object a line.
  ///
  /// Either every line starts with a brace and one of them ends what it opens, so neither a
  /// pretty-printed document nor a broken first line misleads; or the first line and another one
  /// are whole objects, whatever stands between them.
  private func isJSONLines() -> Bool {
    var lines = 0
    var wholeLines = 0
    var firstIsWhole = false
    var allHaveBraces = true
    var rest = window.available[...]
    var isCut = false
    while !rest.isEmpty, !isCut, allHaveBraces || firstIsWhole && wholeLines < 2 {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      isCut = end == nil && !window.isAtEnd
      let line = rest[..<(end ?? rest.endIndex)]
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
      guard let first = line.first(where: { !isJSONSpace($0) }) else { continue }
      lines += 1
      if first != UInt8(ascii: "{") { allHaveBraces = false }
      if !isCut, wholeLines < 2, isOneObject(line) {
        wholeLines += 1
        if lines == 1 { firstIsWhole = true }
      }
    }
    if firstIsWhole && wholeLines > 1 { return true }
    // One object alone is a document as well; lines need a second one, or an input that goes on.
    return allHaveBraces && wholeLines > 0
      && (isCut || window.available.dropLast().contains(UInt8(ascii: "\n")))
  }

  private func isOneObject(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard line.first(where: { !isJSONSpace($0) }) == UInt8(ascii: "{") else { return false }
    var scan = JSONExtent()
    guard let end = scan.end(in: UnsafeBufferPointer(rebasing: line)) else { return false }
    return line.dropFirst(end).allSatisfy(isJSONSpace)
  }

  // MARK: - Records

  private func nextLine() throws(ReadFault) -> JSONRecord? {
    while try window.skipWhiteSpace() {
      let place = window.place
      if let end = try window.index(of: UInt8(ascii: "\n")) {
        if isTooLarge(length: end) { return skip(end, from: place) }
        let record = window.record(length: end, at: place, pointer: "", problem: nil)
        window.consume(end)
        return record
      }
      if window.isAtEnd {
        let count = window.available.count
        if isTooLarge(length: count) { return skip(count, from: place) }
        defer { window.consume(count) }
        return window.record(length: count, at: place, pointer: "", problem: nil)
      }
      return try skipLargeLine(from: place)
    }
    return nil
  }

  /// Whether a line in the window holds more than the limit, its embedded files not counted.
  private func isTooLarge(length: Int) -> Bool {
    guard length > maximumRecordBytes else { return false }
    if length > window.maximumBytes { return true }
    var extent = JSONExtent()
    let line = UnsafeBufferPointer(rebasing: window.available[..<length])
    _ = extent.end(in: line)
    return length - extent.embeddedBytes(in: line) > maximumRecordBytes
  }

  private func skip(_ length: Int, from place: ByteWindow.Place) -> JSONRecord {
    let front = Array(window.available[..<length].prefix(Rejection.rawLimit))
    window.consume(length)
    return window.keep(front, at: place, problem: .tooLarge)
  }

  private func skipLargeLine(from place: ByteWindow.Place) throws(ReadFault) -> JSONRecord {
    let front = Array(window.available.prefix(Rejection.rawLimit))
    repeat {
      window.consume(window.available.count)
      try window.fill(atLeast: 1)
      if let end = window.available.firstIndex(of: UInt8(ascii: "\n")) {
        window.consume(end)
        break
      }
    } while !window.isAtEnd || !window.available.isEmpty
    return window.keep(front, at: place, problem: .tooLarge)
  }

  /// The next element of the array the window stands in; nil after its closing bracket.
  private func nextElement(pointer: String) throws(ReadFault) -> JSONRecord? {
    while try window.skipWhiteSpace(), window.first == UInt8(ascii: ",") { window.consume(1) }
    let place = window.place
    guard let first = window.first else {
      state = .ended
      return window.record(length: 0, at: place, pointer: pointer, problem: .truncated)
    }
    if first == UInt8(ascii: "]") {
      window.consume(1)
      return nil
    }
    return try value(pointer: pointer, from: place, limit: maximumRecordBytes)
  }

  private func nextDocument() throws(ReadFault) -> JSONRecord? {
    guard try window.skipWhiteSpace() else { return nil }
    let place = window.place
    var extent = JSONExtent()
    if window.first == UInt8(ascii: "{") {
      switch try window.extend(&extent, limit: wholeDocumentBytes) {
      case .after(let end):
        defer { window.consume(end) }
        return window.record(length: end, at: place, pointer: "", problem: nil)
      case .beyondLimit:
        takenApart = window.record(length: 0, at: place, pointer: "", problem: .tooLarge)
        window.consume(1)
        state = .members
        return nil
      case .beyondInput: break
      }
    }
    // No object, or one that does not end: comments may have misled the search, so the parser
    // judges the whole rest.
    try window.fill(atLeast: wholeDocumentBytes)
    let count = window.available.count
    let problem: JSONRecord.Problem? = window.isAtEnd ? nil : .tooLarge
    state = .ended
    defer { window.consume(count) }
    return window.record(length: count, at: place, pointer: "", problem: problem)
  }

  /// One value, wherever it ends; too large or truncated ones become records with a problem.
  private func value(
    pointer: String, from place: ByteWindow.Place, limit: Int
  ) throws(ReadFault) -> JSONRecord {
    var extent = JSONExtent()
    switch try window.extend(&extent, limit: limit) {
    case .after(var end):
      // Where no comma or bracket follows, the element is broken, and so is what comes after it
      // up to the next object: one record, not one for each piece.
      if try !window.isSeparated(after: end) {
        end = try window.index(of: UInt8(ascii: "{"), from: end) ?? window.available.count
      }
      defer { window.consume(end) }
      return window.record(length: end, at: place, pointer: pointer, problem: nil)
    case .beyondInput:
      state = .ended
      let count = window.available.count
      defer { window.consume(count) }
      return window.record(length: count, at: place, pointer: pointer, problem: .truncated)
    case .beyondLimit:
      let front = Array(window.available.prefix(Rejection.rawLimit))
      extent = JSONExtent()
      if try !window.skip(&extent) { state = .ended }
      return window.keep(front, at: place, pointer: pointer, problem: .tooLarge)
    }
  }

  // MARK: - Large objects

  /// Goes to the elements of the next member; a record when the object ends where it must not.
  private func enterMember() throws(ReadFault) -> JSONRecord? {
    while try window.skipWhiteSpace(), window.first == UInt8(ascii: ",") { window.consume(1) }
    guard window.first == UInt8(ascii: "\"") else {
      if window.first == UInt8(ascii: "}") {
        state = .documents
        window.consume(1)
        return nil
      }
      // Something that is no member, or the end of the input: nothing more can be found.
      return endObject(isCut: window.available.isEmpty)
    }
    var keyExtent = JSONExtent()
    guard case .after(let keyEnd) = try window.extend(&keyExtent, limit: 64 * 1024) else {
      return endObject(isCut: window.isAtEnd)
    }
    let name = String(decoding: window.available[1..<max(1, keyEnd - 1)], as: UTF8.self)
    window.consume(keyEnd)
    while try window.skipWhiteSpace(), window.first == UInt8(ascii: ":") { window.consume(1) }
    if window.first == UInt8(ascii: "[") {
      window.consume(1)
      let escaped = name.split(separator: "~", omittingEmptySubsequences: false)
        .joined(separator: "~0").split(separator: "/", omittingEmptySubsequences: false)
        .joined(separator: "~1")
      state = .memberArray(name: escaped, index: 0)
    } else {
      var extent = JSONExtent()
      if try !window.skip(&extent) { return endObject(isCut: true) }
    }
    return nil
  }

  /// The record for what is left of an object that cannot be gone on with.
  private func endObject(isCut: Bool) -> JSONRecord {
    state = .ended
    return window.record(
      length: window.available.count, at: window.place, pointer: "",
      problem: isCut ? .truncated : nil)
  }
}
