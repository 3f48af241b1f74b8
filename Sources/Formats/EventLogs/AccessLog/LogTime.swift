import RecipeModel

/// The times of access logs, such as `10/Oct/2000:13:55:36 -0700`.
enum LogTime {
  /// How long such a time is, in bytes.
  static let length = 26

  /// The moment that stands at the front of a text; nil when none does.
  static func instant(at text: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard text.count >= length, text[2] == UInt8(ascii: "/"), text[6] == UInt8(ascii: "/"),
      text[11] == UInt8(ascii: ":"), text[14] == UInt8(ascii: ":"), text[17] == UInt8(ascii: ":"),
      text[20] == UInt8(ascii: " "), let month = month(text[3], text[4], text[5]),
      let dayOfMonth = number(text, 0..<2), let year = number(text, 7..<11),
      let hour = number(text, 12..<14), let minute = number(text, 15..<17),
      let second = number(text, 18..<20), let zoneHours = number(text, 22..<24),
      let zoneMinutes = number(text, 24..<26),
      let day = Day(year: year, month: month, day: dayOfMonth),
      // A leap second is the first of the next minute.
      hour < 24, minute < 60, second <= 60, zoneHours < 24, zoneMinutes < 60
    else { return nil }
    let offset: Int
    switch text[21] {
    case UInt8(ascii: "+"): offset = zoneHours * 60 + zoneMinutes
    case UInt8(ascii: "-"): offset = -(zoneHours * 60 + zoneMinutes)
    default: return nil
    }
    let seconds = (hour * 60 + minute - offset) * 60 + second
    return day.start.advanced(byMilliseconds: Int64(seconds) * 1000)
  }

  private static func number(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard (0x30...0x39).contains(text[index]) else { return nil }
      number = number * 10 + Int(text[index] - 0x30)
    }
    return number
  }

  private static func month(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int? {
    switch (first, second, third) {
    case (0x4A, 0x61, 0x6E): 1  // Jan
    case (0x46, 0x65, 0x62): 2  // Feb
    case (0x4D, 0x61, 0x72): 3  // Mar
    case (0x41, 0x70, 0x72): 4  // Apr
    case (0x4D, 0x61, 0x79): 5  // May
    case (0x4A, 0x75, 0x6E): 6  // Jun
    case (0x4A, 0x75, 0x6C): 7  // Jul
    case (0x41, 0x75, 0x67): 8  // Aug
    case (0x53, 0x65, 0x70): 9  // Sep
    case (0x4F, 0x63, 0x74): 10  // Oct
    case (0x4E, 0x6F, 0x76): 11  // Nov
    case (0x44, 0x65, 0x63): 12  // Dec
    default: nil
    }
  }
}
