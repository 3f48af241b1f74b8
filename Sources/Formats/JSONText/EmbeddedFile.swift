/// Files that stand in a text as Base64 or as `data:` URIs, as pictures do in exports.
public enum EmbeddedFile {
  /// Whether a text begins as such a file does; nil while too little of it is known.
  public static func begins(_ text: some Collection<UInt8>) -> Bool? {
    // JSON may write every slash with a backslash before it.
    let front = text.lazy.drop { $0 <= 0x20 }.filter { $0 != UInt8(ascii: "\\") }.prefix(longest)
    var isShort = false
    for mark in marks {
      var matched = 0
      for (byte, wanted) in zip(front, mark.utf8) {
        guard byte == wanted else { break }
        matched += 1
      }
      if matched == mark.utf8.count { return true }
      if matched == front.count { isShort = true }
    }
    return isShort ? nil : false
  }

  /// How `data:` URIs begin, and in Base64 JPEG, PNG, GIF, RIFF (WebP), ISO media (HEIC, AVIF),
  /// BMP, TIFF in both orders, SVG, PDF and zip.
  private static let marks = [
    "data:", "/9j/", "iVBOR", "R0lGOD", "UklGR", "AAAA", "Qk", "SUkq", "TU0AK", "PHN2Zy", "PD94bWw",
    "JVBER", "UEsDB",
  ]

  private static let longest = 7
}
