// EventLogs: who opened which recipe when, from the logs that an app writes.
//
// In: a byte source with JSON lines, or CSV with a header, told apart by what it holds. Out: one
// element after the other, each a view event by the ids of the log, or a rejection with its line
// and byte offset. A bad line costs that line; the others go on. Memory holds one line at most.
//
// Never here: what the ids stand for, whether an event is a view (`Indexes`), decompression.

public import PipelineCore
import RecipeModel

/// How a view log is written.
public enum EventLogFormat: String, Sendable, CaseIterable {
  /// One JSON object a line, in UTF-8.
  case jsonLines = "json-lines"
  /// RFC 4180 with a header, in UTF-8.
  case csv
}

/// Reads a view log from front to back.
///
/// The fields are `recipeId` and `viewedAt`, which must be there, and `userId` and `id`, which may
/// be missing or empty: an event without a user is anonymous. Their order is free. Other fields
/// are passed over and named in `ignoredFields`. Times are ISO 8601 with a zone, ids texts or whole
/// numbers. In JSON the last of repeated fields counts, and slips that `JSONRepair` mends are
/// mended. An empty log has no elements and no format.
public final class EventLogReader {
  /// How the log is written; nil before the first element, and for an empty log.
  public private(set) var format: EventLogFormat?

  private let window: LogWindow
  private let location: SourceLocation
  private let zonelessIsUTC: Bool
  private var lines: JSONEventLines
  private var table: CSVEventTable
  private var isStarted = false

  /// Reads from the source.
  ///
  /// - Parameters:
  ///   - source: The log, decompressed.
  ///   - location: Where the log is, for rejections and faults; line and offset are filled in.
  ///   - zonelessIsUTC: Whether a time without a zone is taken as UTC; otherwise it is rejected.
  public init(
    _ source: any ByteSource, at location: SourceLocation, zonelessIsUTC: Bool = false
  ) {
    window = LogWindow(source)
    self.location = location
    self.zonelessIsUTC = zonelessIsUTC
    lines = JSONEventLines()
    table = CSVEventTable()
  }

  /// The names of fields that were passed over, in the order first seen, at most 32 of them.
  public var ignoredFields: [String] {
    (format == .csv ? table.ignored : lines.ignored).names
  }

  /// The next element, or nil at the end.
  public func next() throws(ReadFault) -> EventElement? {
    try nextBytes().map(EventElement.init(copying:))
  }

  /// The next element with its ids as bytes, or nil at the end.
  ///
  /// The bytes are valid until the next element is asked for; nothing is allocated for an event.
  public func nextBytes() throws(ReadFault) -> EventBytesElement? {
    if !isStarted {
      isStarted = true
      try start()
    }
    guard let format else { return nil }
    let line: LogLine?
    switch format {
    case .jsonLines: line = try lines.next(in: window)
    case .csv: line = try table.next(in: window)
    }
    return line.map(element)
  }

  private func start() throws(ReadFault) {
    try window.skipByteOrderMark()
    guard let first = try window.firstMeaningfulByte() else { return }
    switch first {
    case UInt8(ascii: "{"): format = .jsonLines
    case UInt8(ascii: "["):
      let hint = "write one event a line, as `jq -c '.[]'` does"
      throw ReadFault(.unsupported(kind: "a JSON array", instead: hint), at: location)
    default:
      if try table.readHeader(in: window) {
        format = .csv
      } else if try window.hasLine(startingWith: UInt8(ascii: "{")) {
        // The first line is broken, and the others are what they should be.
        format = .jsonLines
      } else {
        let detail = "neither JSON lines nor a CSV header with recipeId and viewedAt"
        throw ReadFault(.notRecognized(detail: detail), at: location)
      }
    }
  }

  private func element(of line: LogLine) -> EventBytesElement {
    switch line.content {
    case .problem(let code, let message): return .rejected(rejection(code, message, of: line))
    case .fields(let fields):
      guard let recipeID = fields.recipeID, !recipeID.isEmpty else {
        return .rejected(rejection(.missingValue, "recipeId is missing", of: line))
      }
      guard let time = fields.viewedAt, !time.isEmpty else {
        return .rejected(rejection(.missingValue, "viewedAt is missing", of: line))
      }
      // A date alone is no moment; it may also be what a cut left of one.
      guard time.count > 10, let at = Instant.parse(time, zonelessIsUTC: zonelessIsUTC) else {
        let message =
          zonelessIsUTC
          ? "viewedAt is no ISO 8601 time" : "viewedAt is no ISO 8601 time with a zone"
        return .rejected(rejection(.invalidValue, message, of: line))
      }
      return .event(
        EventBytes(
          recipeID: recipeID, userID: fields.userID.flatMap { $0.isEmpty ? nil : $0 }, at: at,
          id: fields.id.flatMap { $0.isEmpty ? nil : $0 }, line: line.number,
          byteOffset: line.byteOffset))
    }
  }

  private func rejection(
    _ code: Rejection.Code, _ message: String, of line: LogLine
  ) -> Rejection {
    var place = location
    place.line = line.number
    place.byteOffset = line.byteOffset
    return Rejection(code, message, at: place, raw: Array(line.raw.prefix(Rejection.rawLimit)))
  }
}
