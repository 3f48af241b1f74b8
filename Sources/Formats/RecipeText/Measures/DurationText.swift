public import RecipeModel

/// Lengths of time as recipes write them.
public enum DurationText {
  /// Reads a clean text into a time span; nil when the text is empty.
  ///
  /// Understood are ISO 8601 with the damage that real pages show, `H:MM`, free text in
  /// English, German, French, Spanish and Italian, and a bare number, which is minutes. Of a
  /// range the upper end counts; what stands in parentheses does not. The minutes stay nil for
  /// anything else, below zero, or beyond 60 days.
  public static func span(_ text: String) -> TimeSpan? {
    guard !text.isEmpty else { return nil }
    return TimeSpan(text: text, minutes: minutes(in: text))
  }

  /// Makes the time span of a number of minutes; nil when it is negative or beyond 60 days.
  public static func span(minutes: Double) -> TimeSpan? {
    guard let whole = wholeMinutes(ofSeconds: minutes * 60) else { return nil }
    return TimeSpan(text: "\(whole) min", minutes: whole)
  }

  /// Reads the whole minutes of a text.
  public static func minutes(in text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = bytes.trimmed()
      guard let first = bytes.first, bytes.count <= longestText else { return nil }
      if Byte.lowercased(first) == UInt8(ascii: "p"), let seconds = ISODuration.seconds(bytes) {
        return wholeMinutes(ofSeconds: seconds)
      }
      if let minutes = clockMinutes(bytes) { return wholeMinutes(ofSeconds: minutes * 60) }
      return FreeDuration.seconds(bytes).flatMap(wholeMinutes(ofSeconds:))
    }
  }

  /// Beyond this many bytes a text is no statement of a time.
  private static let longestText = 500

  /// Rounds to whole minutes, but never a positive time to none.
  static func wholeMinutes(ofSeconds seconds: Double) -> Int? {
    guard seconds >= 0, seconds <= 60 * 86_400 else { return nil }
    return seconds > 0 ? max(1, Int((seconds / 60).rounded())) : 0
  }

  /// Reads `H:MM` or `H:MM:SS`.
  private static func clockMinutes(_ bytes: TextBytes) -> Double? {
    var parts: [Double] = []
    for part in bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count), part.allSatisfy(Byte.isDigit) else { return nil }
      parts.append(part.reduce(0) { $0 * 10 + Double($1 - 0x30) })
    }
    guard (2...3).contains(parts.count), parts[1...].allSatisfy({ $0 < 60 }) else { return nil }
    return parts[0] * 60 + parts[1] + (parts.count > 2 ? parts[2] / 60 : 0)
  }
}
