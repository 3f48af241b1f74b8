import RecipeModel

#if canImport(Glibc)
  import Glibc
#endif

/// A line of a web server's access log, in the common format or the combined one.
///
/// That is `host identity user [time] "request" status bytes`, and in the combined format
/// `"referer" "agent"` after it; whatever servers are told to add behind that is passed over, and
/// so is the name of a virtual host before it. The texts are kept as they stand, escapes included.
struct AccessLogLine {
  typealias Text = UnsafeBufferPointer<UInt8>

  /// Nil for nobody.
  var user: Text?
  var at: Instant
  var request: Text
  var status: Int
  /// Nil in the common format, and where the agent said nothing.
  var agent: Text?
  var isCombined = false

  /// Why a line is none.
  enum Problem: Error {
    case time
    case front
    case request
    case status
    case agent

    var message: String {
      switch self {
      case .time: "it has no time such as [10/Oct/2000:13:55:36 -0700]"
      case .front: "before its time are not host, identity and user"
      case .request: "its request is not between quotes"
      case .status: "after its request are not status and bytes"
      case .agent: "after its bytes are not referer and agent between quotes"
      }
    }
  }

  /// Reads a line without its end.
  init(_ line: Text) throws(Problem) {
    let (time, at) = try AccessLogLine.time(in: line)
    self.at = at
    user = try AccessLogLine.user(in: Text(rebasing: line[..<(time - 1)]))
    var rest = LineRest(line, from: time + LogTime.length)
    guard rest.take("] "), let request = rest.quoted() else { throw .request }
    self.request = request
    guard rest.take(" "), let status = rest.status(), rest.take(" "), rest.passBytes() else {
      throw .status
    }
    self.status = status
    guard !rest.isAtEnd else { return }
    guard rest.take(" "), rest.quoted() != nil, rest.take(" "), let agent = rest.quoted() else {
      throw .agent
    }
    isCombined = true
    if !agent.isEmpty, !agent.isEqual(to: "-") { self.agent = agent }
  }

  /// Where the time is, behind its bracket; a user's name may have brackets too.
  private static func time(in line: Text) throws(Problem) -> (position: Int, at: Instant) {
    guard let base = line.baseAddress else { throw .time }
    var position = 1
    while position < line.count,
      let found = memchr(base + position, Int32(UInt8(ascii: "[")), line.count - position)
    {
      let bracket = base.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
      position = bracket + 1
      if line[bracket - 1] == UInt8(ascii: " "),
        let at = LogTime.instant(at: Text(rebasing: line[position...])),
        position + LogTime.length < line.count,
        line[position + LogTime.length] == UInt8(ascii: "]")
      {
        return (position, at)
      }
    }
    throw .time
  }

  /// The user among what stands before the time; the name may have spaces.
  private static func user(in front: Text) throws(Problem) -> Text? {
    let space = UInt8(ascii: " ")
    guard front.last == space, let host = front.firstIndex(of: space), host > 0,
      host + 1 < front.count - 1, front[..<host].allSatisfy(isOfHost)
    else { throw .front }
    let fields = Text(rebasing: front[(host + 1)..<(front.count - 1)])
    guard let identity = fields.firstIndex(of: space), identity > 0 else { throw .front }
    let user = Text(rebasing: fields[(identity + 1)...])
    // A virtual host with its port comes first: what seemed to be the identity is the host.
    if let next = user.firstIndex(of: space),
      fields[..<identity].contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }),
      endsWithPort(front[..<host])
    {
      return known(Text(rebasing: user[(next + 1)...]))
    }
    return known(user)
  }

  /// Whether a byte may be part of a name or an address; other texts that quote a line are none.
  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "["), UInt8(ascii: "]"), 0x80...:
      true
    default: false
    }
  }

  private static func known(_ user: Text) -> Text? {
    user.isEmpty || user.isEqual(to: "-") || user.isEqual(to: "\"\"") ? nil : user
  }

  private static func endsWithPort(_ host: Slice<Text>) -> Bool {
    guard let colon = host.lastIndex(of: UInt8(ascii: ":")), colon > host.startIndex else {
      return false
    }
    let port = host[(colon + 1)...]
    return !port.isEmpty && port.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension AccessLogLine {
  /// Whether the front of a text is that of an access log.
  ///
  /// Half of its first 32 lines have to be lines of one: a server may log nonsense that it was
  /// sent, and a text may quote a line.
  static func isFrontOfLog(_ front: UnsafeBufferPointer<UInt8>) -> Bool {
    var (lines, found) = (0, 0)
    var position = 0
    while position < front.count, lines < 32 {
      let end = front[position...].firstIndex(of: 0x0A)
      let line = Text(rebasing: front[position..<(end ?? front.count)]).withoutReturn
      position = (end ?? front.count) + 1
      guard !line.allSatisfy(\.isSpace) else { continue }
      let isOne = (try? AccessLogLine(line)) != nil
      // What the front cuts off may still be one.
      if isOne || end != nil { lines += 1 }
      if isOne { found += 1 }
    }
    return found > 0 && found * 2 >= lines
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The line without the carriage return at its end.
  var withoutReturn: UnsafeBufferPointer<UInt8> {
    last == 0x0D ? UnsafeBufferPointer(rebasing: dropLast()) : self
  }
}

/// What of a line was not read yet.
private struct LineRest {
  private let line: AccessLogLine.Text
  private var position: Int

  init(_ line: AccessLogLine.Text, from position: Int) {
    self.line = line
    self.position = position
  }

  var isAtEnd: Bool { position == line.count }

  mutating func take(_ literal: StaticString) -> Bool {
    let end = position + literal.utf8CodeUnitCount
    guard end <= line.count,
      AccessLogLine.Text(rebasing: line[position..<end]).isEqual(to: literal)
    else { return false }
    position = end
    return true
  }

  /// A text between quotes, without them.
  ///
  /// A quote that ends it has no backslash before it, and a space or the end of the line after it:
  /// old servers did not escape those within.
  mutating func quoted() -> AccessLogLine.Text? {
    guard let base = line.baseAddress, take("\"") else { return nil }
    let start = position
    var searched = start
    while searched < line.count,
      let found = memchr(base + searched, Int32(UInt8(ascii: "\"")), line.count - searched)
    {
      let quote = base.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
      searched = quote + 1
      var backslashes = 0
      while quote - backslashes > start, line[quote - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      guard backslashes.isMultiple(of: 2),
        searched == line.count || line[searched] == UInt8(ascii: " ")
      else { continue }
      position = searched
      return AccessLogLine.Text(rebasing: line[start..<quote])
    }
    return nil
  }

  mutating func status() -> Int? {
    guard position + 3 <= line.count else { return nil }
    var status = 0
    for byte in line[position..<(position + 3)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      status = status * 10 + Int(byte - 0x30)
    }
    position += 3
    return status
  }

  /// Passes over the number of bytes, or the dash in its place.
  mutating func passBytes() -> Bool {
    if take("-") { return true }
    let start = position
    while position < line.count, (0x30...0x39).contains(line[position]) { position += 1 }
    return position > start
  }
}
