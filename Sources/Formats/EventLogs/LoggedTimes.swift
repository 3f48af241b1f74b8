import RecipeModel

/// Reads the times of a log, of which most are on the same date as the one before and written
/// alike, as `2026-11-21T10:54:00.123Z` or without the fraction.
struct LoggedTimes {
  let zonelessIsUTC: Bool
  /// The text of the last date, and when that day begins.
  private var (front, back): (UInt64, UInt16) = (0, 0)
  private var midnight: Int64 = 0

  init(zonelessIsUTC: Bool) {
    self.zonelessIsUTC = zonelessIsUTC
  }

  /// The moment that a text names; nil for none, and for a date alone.
  ///
  /// A date alone is no moment; it may also be what a cut left of one.
  @inline(__always)
  mutating func instant(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    plain(text) ?? other(text)
  }

  @inline(__always)
  private func plain(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard text.count == 24 || text.count == 20, text[text.count - 1] == UInt8(ascii: "Z"),
      text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":")
    else { return nil }
    let bytes = UnsafeRawBufferPointer(text)
    guard bytes.loadUnaligned(as: UInt64.self) == front,
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == back,
      let hour = LoggedTimes.twoDigits(text, 11), hour < 24,
      let minute = LoggedTimes.twoDigits(text, 14), minute < 60,
      let second = LoggedTimes.twoDigits(text, 17), second < 60
    else { return nil }
    var milliseconds = Int64((hour * 60 + minute) * 60 + second) * 1000
    if text.count == 24 {
      guard text[19] == UInt8(ascii: "."), let hundreds = LoggedTimes.twoDigits(text, 20),
        let ones = LoggedTimes.digit(text[22])
      else { return nil }
      milliseconds += Int64(hundreds * 10 + ones)
    }
    return Instant(milliseconds: midnight + milliseconds)
  }

  private mutating func other(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard text.count > 10, let at = Instant.parse(text, zonelessIsUTC: zonelessIsUTC) else {
      return nil
    }
    let bytes = UnsafeRawBufferPointer(text)
    if text.last == UInt8(ascii: "Z") {
      front = bytes.loadUnaligned(as: UInt64.self)
      back = bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
      midnight = at.day.start.milliseconds
    }
    return at
  }

  @inline(__always)
  private static func twoDigits(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
    guard let tens = digit(text[place]), let ones = digit(text[place + 1]) else { return nil }
    return tens * 10 + ones
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- 0x30
    return value < 10 ? Int(value) : nil
  }
}
