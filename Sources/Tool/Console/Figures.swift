/// How numbers are written for people.
public enum Figures {
  /// The number with its thousands set apart by narrow no-break spaces.
  public static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// The number with the noun that fits it, such as `1 recipe` or `3 recipes`.
  public static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
    "\(count(number)) \(number == 1 ? singular : plural)"
  }

  /// A size in powers of ten, such as `1.4 MB`.
  public static func bytes(_ count: Int64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
    guard count.magnitude >= 1000 else { return "\(count) B" }
    var scaled = Double(count) / 1000
    var unit = 0
    // 999.95 would round to a fourth digit.
    while abs(scaled) >= 999.95, unit < units.count - 1 {
      scaled /= 1000
      unit += 1
    }
    return "\(oneDecimal(scaled)) \(units[unit])"
  }

  /// A length of time from milliseconds, such as `240 ms`, `3.4 s`, `2 min 05 s`, `1 h 02 min`.
  public static func duration(milliseconds: Int64) -> String {
    let milliseconds = max(0, milliseconds)
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds < 59_950 { return "\(oneDecimal(Double(milliseconds) / 1000)) s" }
    let seconds = (milliseconds + 500) / 1000
    if seconds < 3600 { return "\(seconds / 60) min \(twoDigits(seconds % 60)) s" }
    let minutes = (seconds + 30) / 60
    if minutes < 48 * 60 { return "\(minutes / 60) h \(twoDigits(minutes % 60)) min" }
    let hours = (minutes + 30) / 60
    return "\(hours / 24) d \(twoDigits(hours % 24)) h"
  }

  /// How many a second, such as `12 300 records/s`; whole numbers from ten on.
  public static func rate(_ perSecond: Double, of noun: String) -> String {
    let number = perSecond >= 9.95 ? count(Int(clamped(perSecond))) : oneDecimal(perSecond)
    return "\(number) \(noun)/s"
  }

  /// How many bytes a second, such as `8.4 MB/s`.
  public static func byteRate(_ perSecond: Double) -> String {
    bytes(Int64(clamped(perSecond))) + "/s"
  }

  private static func clamped(_ number: Double) -> Double {
    number.isFinite ? min(max(number, 0), 9e18).rounded() : 0
  }

  private static func oneDecimal(_ number: Double) -> String {
    let tenths = Int64((number * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  private static func twoDigits(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
