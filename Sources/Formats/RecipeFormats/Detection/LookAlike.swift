import JSONText
import RecipeText

/// Names what a content is that no reader knows.
enum LookAlike {
  /// What the content looks like, with its article.
  static func name(of sample: ContentSample) -> String {
    let bytes = sample.bytes
    if bytes.isEmpty { return "an empty file" }
    if let kind = signatures.first(where: { bytes.dropFirst($0.offset).starts(with: $0.magic) }) {
      return kind.name
    }
    let text = TextDecoding(bytes).text
    guard text.contains(where: { !isSpace($0) }) else {
      return "a file of nothing but white space"
    }
    if let root = sample.xml?.root {
      return "XML with the root element <\(root.prefix(40))>"
    }
    if let outline = sample.json {
      if outline.saysCommunityType { return "lines of a community archive" }
      if nestsTooDeep(text) {
        let kind = outline.names.isEmpty ? "text in brackets" : "JSON"
        return "\(kind) nested deeper than \(JSONRepair.maximumDepth) levels"
      }
      return outline.names.isEmpty ? "text in brackets" : "JSON that holds no recipe"
    }
    return sample.isText ? "plain text" : "binary data"
  }

  private struct Signature {
    var magic: [UInt8]
    var offset = 0
    var name: String
  }

  private static let signatures = [
    Signature(magic: [0x89, 0x50, 0x4E, 0x47], name: "a PNG image"),
    Signature(magic: [0xFF, 0xD8, 0xFF], name: "a JPEG image"),
    Signature(magic: Array("GIF8".utf8), name: "a GIF image"),
    Signature(magic: Array("WEBP".utf8), offset: 8, name: "a WebP image"),
    Signature(magic: Array("ftypheic".utf8), offset: 4, name: "an HEIC image"),
    Signature(magic: Array("ftyp".utf8), offset: 4, name: "a video"),
    Signature(magic: [0x50, 0x4B, 0x03, 0x04], name: "a zip archive"),
    Signature(magic: [0x50, 0x4B, 0x05, 0x06], name: "an empty zip archive"),
    Signature(magic: [0x1F, 0x8B], name: "a gzip file"),
    Signature(magic: [0x42, 0x5A, 0x68], name: "a bzip2 file"),
    Signature(magic: [0xFD, 0x37, 0x7A, 0x58, 0x5A], name: "an xz file"),
    Signature(magic: [0x28, 0xB5, 0x2F, 0xFD], name: "a Zstandard file"),
    Signature(magic: [0x37, 0x7A, 0xBC, 0xAF], name: "a 7-Zip archive"),
    Signature(magic: Array("Rar!".utf8), name: "a RAR archive"),
    Signature(magic: Array("ustar".utf8), offset: 257, name: "a tar archive"),
    Signature(magic: [0x7F, 0x45, 0x4C, 0x46], name: "a program"),
  ]

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Whether more brackets are open at once than JSON is read with.
  private static func nestsTooDeep(_ text: [UInt8]) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInString: isEscaped = true
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth > JSONRepair.maximumDepth { return true }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return false
  }
}
