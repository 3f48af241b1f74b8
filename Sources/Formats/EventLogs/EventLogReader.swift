// EventLogs: who opened which recipe when, from the logs that an app writes.
//
// In: a byte source with JSON lines, CSV with a header, or a web server's access log, told apart by
// what it holds. Out: one element after the other, each a view event by the ids of the log with the
// class of what opened the recipe, a line that says of something else, or a rejection with its line
// and byte offset. A bad line costs that line; the others go on. Memory holds one line at most.
//
// Ahead/                          the same on threads of its own, ahead of who looks at it
// JSONEventLines, CSVEventTable   the formats of apps
// AccessLog/                      the common and the combined format of web servers
// Agents/                         people and robots, by the user agent
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
  /// A web server's access log, in the common format or the combined one.
  case accessLog = "access-log"
}

/// Reads a view log from front to back.
///
/// The fields of JSON lines and CSV are `recipeId` and `viewedAt`, which must be there, and these,
/// which may be missing or empty: `userId`, or `username` with a username or an e-mail address, for
/// without a user an event is anonymous; `id`; `userAgent`, or the `agentClass` that somebody made
/// of it, for without one a person opened the recipe. Their order is free. Other fields are passed
/// over. Times are ISO 8601 with a zone, ids texts or whole numbers. In
/// JSON the first of repeated fields counts, and slips that `JSONRepair` mends are mended.
///
/// Of an access log the lines are events that say of a GET of a recipe, by its path, which was
/// answered with 200, 206 or 304; the others are skipped. An empty log has no elements and no format.
public final class EventLogReader: EventReading {
  /// How the log is written; nil before the first element, and for an empty log.
  public private(set) var format: EventLogFormat?

  private let window: LogWindow
  private let location: SourceLocation
  private var times: LoggedTimes
  private let agents: AgentClassifier
  private let lines = JSONEventLines()
  private var table: CSVEventTable
  private var accesses: AccessLogLines
  private var isStarted = false

  /// Reads from the source.
  ///
  /// - Parameters:
  ///   - source: The log, decompressed.
  ///   - location: Where the log is, for rejections and faults; line and offset are filled in.
  ///   - zonelessIsUTC: Whether a time without a zone is taken as UTC; otherwise it is rejected.
  ///   - recipePaths: Under which paths an access log has recipes; the first that fits counts.
  ///   - agents: What tells robots from people; it takes some time to make.
  public init(
    _ source: any ByteSource, at location: SourceLocation, zonelessIsUTC: Bool = false,
    recipePaths: [RecipePath] = [.standard], agents: AgentClassifier = AgentClassifier()
  ) {
    window = LogWindow(source)
    self.location = location
    times = LoggedTimes(zonelessIsUTC: zonelessIsUTC)
    self.agents = agents
    table = CSVEventTable()
    accesses = AccessLogLines(paths: recipePaths)
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
    case .accessLog: line = try accesses.next(in: window)
    }
    return line.map(element)
  }

  /// Reads the events that follow each other in memory, so that looking up their ids can overlap.
  ///
  /// Gives none where the next element is something else than an event in plain JSON, or the log
  /// has ended: `nextBytes` tells. The bytes are valid until anything else is asked for.
  ///
  /// - Parameters:
  ///   - events: Takes the events, in place of what it held.
  ///   - limit: How many at most.
  /// - Throws: A fault that ends the log.
  public func readBlock(into events: inout [EventBytes], limit: Int) throws(ReadFault) {
    events.removeAll(keepingCapacity: true)
    _ = try readBlock(appendingTo: &events, limit: limit)
  }

  /// The same behind what `events` holds; gives how many were read.
  func readBlock(
    appendingTo events: inout [EventBytes], limit: Int
  ) throws(ReadFault) -> Int {
    if !isStarted {
      isStarted = true
      try start()
    }
    guard format == .jsonLines, case .newline = try window.lineEnd() else { return 0 }
    // Local while the loop runs: each access to what a class holds is watched.
    var times = times
    defer { self.times = times }
    var count = 0
    while count < limit, let line = window.wholeLine {
      guard let fields = FlatJSONScanner.fields(of: line),
        let event = event(
          of: fields, line: window.line, byteOffset: window.byteOffset, by: &times)
      else { return count }
      window.consume(line.count + 1, newlines: 1)
      events.append(event)
      count += 1
    }
    return count
  }

  /// Where the events of the last block lie; who keeps it keeps their bytes.
  var page: LogWindow.Page { window.page }

  private func start() throws(ReadFault) {
    try window.skipByteOrderMark()
    guard let first = try window.firstMeaningfulByte() else { return }
    switch first {
    case UInt8(ascii: "{"): format = .jsonLines
    case UInt8(ascii: "[") where !AccessLogLine.isFrontOfLog(try window.front()):
      let hint = "write one event a line, as `jq -c '.[]'` does"
      throw ReadFault(.unsupported(kind: "a JSON array", instead: hint), at: location)
    default:
      if try table.readHeader(in: window) {
        format = .csv
      } else if AccessLogLine.isFrontOfLog(try window.front()) {
        format = .accessLog
      } else if try window.hasLine(startingWith: UInt8(ascii: "{")) {
        // The first line is broken, and the others are what they should be.
        format = .jsonLines
      } else {
        let detail =
          "neither JSON lines, nor a CSV header with recipeId and viewedAt, nor an access log"
        throw ReadFault(.notRecognized(detail: detail), at: location)
      }
    }
  }

  private func element(of line: LogLine) -> EventBytesElement {
    switch line.content {
    case .problem(let code, let message): return .rejected(rejection(code, message, of: line))
    case .skipped: return .skipped(line: line.number, byteOffset: line.byteOffset)
    case .visit(let visit):
      return .event(
        EventBytes(
          recipeID: visit.recipeID, userID: nil, username: visit.username, at: visit.at, id: nil,
          agent: visit.agent.map(agents.agentClass) ?? .person, line: line.number,
          byteOffset: line.byteOffset))
    case .fields(let fields): return event(of: fields, in: line)
    }
  }

  private func event(of fields: ViewFields, in line: LogLine) -> EventBytesElement {
    if let event = event(
      of: fields, line: line.number, byteOffset: line.byteOffset, by: &times)
    {
      return .event(event)
    }
    guard let recipeID = fields.recipeID, !recipeID.isEmpty else {
      return .rejected(rejection(.missingValue, "recipeId is missing", of: line))
    }
    guard let time = fields.viewedAt, !time.isEmpty else {
      return .rejected(rejection(.missingValue, "viewedAt is missing", of: line))
    }
    guard times.instant(time) != nil else {
      let message =
        times.zonelessIsUTC
        ? "viewedAt is no ISO 8601 time" : "viewedAt is no ISO 8601 time with a zone"
      return .rejected(rejection(.invalidValue, message, of: line))
    }
    return .rejected(rejection(.invalidValue, "agentClass is no class of agents", of: line))
  }

  /// The event that the fields tell; nil when they tell none.
  @inline(__always)
  private func event(
    of fields: ViewFields, line: Int, byteOffset: Int64, by times: inout LoggedTimes
  ) -> EventBytes? {
    guard let recipeID = fields.recipeID, !recipeID.isEmpty, let time = fields.viewedAt,
      let at = times.instant(time), let agent = agent(of: fields)
    else { return nil }
    let userID = fields.userID.flatMap { $0.isEmpty ? nil : $0 }
    return EventBytes(
      recipeID: recipeID, userID: userID,
      username: userID == nil ? fields.username.flatMap { $0.isEmpty ? nil : $0 } : nil, at: at,
      id: fields.id.flatMap { $0.isEmpty ? nil : $0 }, agent: agent, line: line,
      byteOffset: byteOffset)
  }

  /// What opened the recipe; nil for the name of no class.
  @inline(__always)
  private func agent(of fields: ViewFields) -> AgentClass? {
    if let name = fields.agentClass, !name.isEmpty {
      return AgentClass(rawValue: String(decoding: name, as: UTF8.self))
    }
    return fields.userAgent.map(agents.agentClass) ?? .person
  }

  private func rejection(
    _ code: Rejection.Code, _ message: String, of line: LogLine
  ) -> Rejection {
    var place = location
    place.line = line.number
    place.byteOffset = line.byteOffset
    // A line of a web server has addresses of people in it, which nothing else keeps.
    if format == .accessLog {
      return Rejection(code, message, at: place, mark: LineMark.of(line.raw))
    }
    return Rejection(code, message, at: place, raw: Array(line.raw.prefix(Rejection.rawLimit)))
  }
}
