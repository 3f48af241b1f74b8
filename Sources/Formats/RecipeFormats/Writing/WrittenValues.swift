import Foundation
import RecipeModel

extension TimeSpan {
  /// The time as ISO 8601 where its minutes are known, else its text.
  var iso8601: String {
    guard let minutes else { return text }
    let (hours, rest) = (minutes / 60, minutes % 60)
    if hours == 0 { return "PT\(rest)M" }
    return rest == 0 ? "PT\(hours)H" : "PT\(hours)H\(rest)M"
  }

  /// The time in words: the text, or `1 h 30 min` where the text is ISO 8601.
  var words: String {
    guard let minutes, text.utf8.first == UInt8(ascii: "P") else { return text }
    let (hours, rest) = (minutes / 60, minutes % 60)
    if hours == 0 { return "\(rest) min" }
    return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
  }
}

extension RecordImage {
  /// The address of a remote picture, or the bytes as a `data:` URI.
  var address: String? {
    switch self {
    case .remote(let url): url
    case .embedded(let bytes):
      "data:\(ImageKind.mediaType(of: bytes));base64,\(Data(bytes).base64EncodedString())"
    case .member, .sidecar: nil
    }
  }
}

/// The kind of a picture by its first bytes.
enum ImageKind {
  static func mediaType(of bytes: [UInt8]) -> String {
    switch fileExtension(of: bytes) {
    case "png": "image/png"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "jpg": "image/jpeg"
    default: "application/octet-stream"
    }
  }

  static func fileExtension(of bytes: [UInt8]) -> String {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpg" }
    if bytes.starts(with: "GIF8".utf8) { return "gif" }
    if bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "webp" }
    return "bin"
  }
}

extension Quantity {
  /// The amount as text that reads back the same: `1`, `0.5`, `1 1/3`, `2-3`.
  var text: String {
    upper.map { "\(Quantity.text(lower))-\(Quantity.text($0))" } ?? Quantity.text(lower)
  }

  private static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return number.description
  }
}
