extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC with milliseconds, such as `2026-11-21T10:54:00.000Z`.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(24)
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the ISO 8601 text to a buffer.
  public func append(to text: inout [UInt8]) {
    let day = day
    day.append(to: &text)
    let inDay = Int(milliseconds - day.start.milliseconds)
    text.append(UInt8(ascii: "T"))
    appendPadded(inDay / 3_600_000, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendPadded(inDay / 60_000 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendPadded(inDay / 1000 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: "."))
    appendPadded(inDay % 1000, width: 3, to: &text)
    text.append(UInt8(ascii: "Z"))
  }

  /// Reads an ISO 8601 date and time with its zone; nil for anything else.
  ///
  /// A date alone is its midnight in UTC. A time without a zone is refused unless
  /// `zonelessIsUTC` says otherwise. Fractions beyond milliseconds are cut, not rounded.
  public init?(_ text: some StringProtocol, zonelessIsUTC: Bool = false) {
    var copy = String(text)
    let parsed = copy.withUTF8 { Instant.parse($0, zonelessIsUTC: zonelessIsUTC) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads the same from UTF-8 bytes.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, zonelessIsUTC: Bool = false
  ) -> Instant? {
    var scanner = DigitScanner(bytes: bytes)
    guard let year = scanner.number(digits: 4), scanner.skip(UInt8(ascii: "-")),
      let month = scanner.number(digits: 2), scanner.skip(UInt8(ascii: "-")),
      let dayOfMonth = scanner.number(digits: 2),
      let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    if scanner.isAtEnd { return day.start }
    guard
      scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t"))
        || scanner.skip(UInt8(ascii: " ")),
      let hour = scanner.number(digits: 2), hour < 24, scanner.skip(UInt8(ascii: ":")),
      let minute = scanner.number(digits: 2), minute < 60
    else { return nil }
    var second = 0
    var fraction = 0
    if scanner.skip(UInt8(ascii: ":")) {
      guard let seconds = scanner.number(digits: 2), seconds < 60 else { return nil }
      second = seconds
      if scanner.skip(UInt8(ascii: ".")) || scanner.skip(UInt8(ascii: ",")) {
        guard let milliseconds = scanner.milliseconds() else { return nil }
        fraction = milliseconds
      }
    }
    guard let offset = scanner.zoneOffsetMinutes(zonelessIsUTC: zonelessIsUTC) else { return nil }
    let minutes = Int64(hour * 60 + minute - offset)
    return Instant(
      milliseconds: day.start.milliseconds + minutes * 60_000 + Int64(second * 1000 + fraction))
  }
}

extension Day: CustomStringConvertible {
  /// ISO 8601, such as `2026-11-21`.
  public var description: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads `YYYY-MM-DD` of the years 1 to 9999; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 10, let day = Instant(text)?.day, day.civil.year > 0 else {
      return nil
    }
    self = day
  }

  func append(to text: inout [UInt8]) {
    let (year, month, day) = civil
    if year < 0 { text.append(UInt8(ascii: "-")) }
    appendPadded(abs(year), width: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    appendPadded(month, width: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    appendPadded(day, width: 2, to: &text)
  }
}

extension Month: CustomStringConvertible {
  /// ISO 8601, such as `2026-11`.
  public var description: String { String(firstDay.description.dropLast(3)) }

  /// Reads `YYYY-MM`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day(String(text) + "-01") else { return nil }
    self = day.month
  }
}

private func appendPadded(_ value: Int, width: Int, to text: inout [UInt8]) {
  var divisor = 1
  for _ in 1..<width { divisor *= 10 }
  while divisor > 0 {
    text.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
    divisor /= 10
  }
}

/// Reads the fixed-width numbers of a timestamp.
private struct DigitScanner {
  var bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func number(digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for offset in 0..<digits {
      let byte = bytes[position + offset]
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += digits
    return value
  }

  mutating func milliseconds() -> Int? {
    var value = 0
    var scale = 100
    var count = 0
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      value += Int(bytes[position] - 0x30) * scale
      scale /= 10
      position += 1
      count += 1
    }
    return count > 0 ? value : nil
  }

  mutating func zoneOffsetMinutes(zonelessIsUTC: Bool) -> Int? {
    if isAtEnd { return zonelessIsUTC ? 0 : nil }
    if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return isAtEnd ? 0 : nil }
    let sign: Int
    if skip(UInt8(ascii: "+")) {
      sign = 1
    } else if skip(UInt8(ascii: "-")) {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(digits: 2), hours <= 18 else { return nil }
    if isAtEnd { return sign * hours * 60 }
    _ = skip(UInt8(ascii: ":"))
    guard let minutes = number(digits: 2), minutes < 60, isAtEnd else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
