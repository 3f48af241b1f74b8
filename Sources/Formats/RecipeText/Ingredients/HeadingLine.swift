/// Headings that stand as ordinary lines among ingredients or steps.
public enum HeadingLine {
  /// Gives the heading that a clean line is: `[Sauce]`, `## Sauce`, `Sauce:`, `For the sauce`.
  ///
  /// nil for any other line. The marks are not part of the heading.
  public static func heading(_ line: String) -> String? {
    var copy = line
    return copy.withUTF8 { bytes in
      guard let last = bytes.last, bytes.count <= longest else { return nil }
      if bytes[0] == UInt8(ascii: "["), last == UInt8(ascii: "]") {
        let inner = bytes.part(1..<bytes.count - 1)
        return inner.contains(UInt8(ascii: "[")) || inner.contains(UInt8(ascii: "]"))
          ? nil : shown(inner)
      }
      if bytes[0] == UInt8(ascii: "#") {
        let marks = bytes.prefix { $0 == UInt8(ascii: "#") }.count
        let isMarked = marks < bytes.count && bytes[marks] == Byte.space
        return isMarked ? shown(bytes.part(marks..<bytes.count)) : nil
      }
      if last == UInt8(ascii: ":") {
        return Byte.isDigit(bytes[0]) ? nil : shown(bytes.part(0..<bytes.count - 1))
      }
      return startsLikeHeading(bytes) ? line : nil
    }
  }

  /// Whether a line is written in capitals throughout, as headings in plain text often are.
  static func isInCapitals(_ line: String) -> Bool {
    var letters = 0
    for byte in line.utf8 {
      if byte &- 0x61 < 26 || Byte.isDigit(byte) || byte == UInt8(ascii: ",") { return false }
      if byte &- 0x41 < 26 { letters += 1 }
    }
    return letters >= 3 && line.utf8.count <= longest
  }

  private static let longest = 80

  private static func shown(_ bytes: TextBytes) -> String? {
    let text = bytes.trimmed()
    return text.isEmpty ? nil : text.string
  }

  private static func startsLikeHeading(_ bytes: TextBytes) -> Bool {
    let initial = Byte.lowercased(bytes[0])
    guard initial == UInt8(ascii: "f") || initial == UInt8(ascii: "p") else { return false }
    var scanner = ByteScanner(bytes)
    guard
      scanner.skip("for the ") || scanner.skip("für den ") || scanner.skip("für die ")
        || scanner.skip("für das ") || scanner.skip("pour la ") || scanner.skip("pour le ")
        || scanner.skip("pour les ") || scanner.skip("para la ") || scanner.skip("para el ")
        || scanner.skip("per la ") || scanner.skip("per il ")
    else { return false }
    let rest = bytes.part(scanner.position..<bytes.count)
    return rest.count <= 40
      && !rest.contains { Byte.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
  }
}
