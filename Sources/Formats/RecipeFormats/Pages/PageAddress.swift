/// References of a page, made absolute (RFC 3986, section 5.2).
struct PageAddress {
  private let scheme: Substring
  private let host: Substring
  /// The path up to and with its last slash.
  private let folder: Substring
  private let path: Substring

  /// Takes an absolute address of the web; nil for any other text.
  init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    scheme = text[..<mark.lowerBound]
    guard ["http", "https"].contains(scheme.lowercased()) else { return nil }
    let rest = text[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }
    host = rest.prefix { $0 != "/" }
    guard !host.isEmpty else { return nil }
    let path = rest.dropFirst(host.count)
    self.path = path
    folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
  }

  /// The absolute form of a reference; one that has a scheme stays as it is.
  func resolve(_ reference: String) -> String {
    if PageAddress.hasScheme(reference) { return reference }
    if reference.hasPrefix("//") { return "\(scheme):\(reference)" }
    let origin = "\(scheme)://\(host)"
    if reference.isEmpty || reference.hasPrefix("?") || reference.hasPrefix("#") {
      return origin + path + reference
    }
    let query = reference.firstIndex { $0 == "?" || $0 == "#" } ?? reference.endIndex
    let stated = reference[..<query]
    let whole = stated.hasPrefix("/") ? String(stated) : "\(folder)\(stated)"
    return origin + PageAddress.withoutDots(whole) + reference[query...]
  }

  /// Whether a reference is absolute: `https:`, `data:`, `mailto:` ….
  static func hasScheme(_ reference: String) -> Bool {
    guard let colon = reference.firstIndex(of: ":"), let first = reference.first, first.isLetter
    else { return false }
    return reference[..<colon].utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "+-.".utf8.contains(byte)
    }
  }

  /// Takes `.` and `..` out of a path.
  private static func withoutDots(_ path: String) -> String {
    var parts: [Substring] = []
    let stated = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for part in stated {
      switch part {
      case ".": break
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(part)
      }
    }
    if stated.last == "." || stated.last == ".." { parts.append("") }
    return "/" + parts.joined(separator: "/")
  }
}
