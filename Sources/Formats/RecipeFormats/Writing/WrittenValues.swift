import Foundation
import Pictures
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
      "data:\(PictureName.mediaType(of: bytes));base64,\(Data(bytes).base64EncodedString())"
    case .member, .sidecar: nil
    }
  }
}

extension RecipeRecord {
  /// The pictures that a format keeps as files beside the recipe.
  var embeddedPictures: [[UInt8]] {
    images.compactMap { image in
      if case .embedded(let bytes) = image { bytes } else { nil }
    }
  }

  /// The addresses of pictures on the web.
  var remotePictures: [String] {
    images.compactMap { image in
      if case .remote(let url) = image { url } else { nil }
    }
  }
}

/// How a picture is named by what its first bytes say.
enum PictureName {
  static func mediaType(of bytes: [UInt8]) -> String {
    ImageHeader(bytes)?.mediaType ?? "application/octet-stream"
  }

  static func fileExtension(of bytes: [UInt8]) -> String {
    switch ImageHeader(bytes)?.mediaType {
    case "image/png": "png"
    case "image/jpeg": "jpg"
    case "image/gif": "gif"
    case "image/webp": "webp"
    default: "bin"
    }
  }
}
