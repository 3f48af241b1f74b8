/// An element whose text no tag but its own end tag ends.
struct HTMLRawText {
  private let name: [UInt8]

  /// nil for an element whose content is markup.
  init?(_ element: String) {
    guard HTMLRawText.names.contains(element) else { return nil }
    name = Array(element.utf8)
  }

  private static let names: Set<String> = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
  ]

  /// The length of its end tag up to the byte behind the name.
  var endLength: Int { name.count + 3 }

  /// Whether its end tag starts here.
  func isEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= endLength, bytes.starts(with: "</".utf8) else { return false }
    let start = bytes.startIndex + 2
    let after = bytes[start + name.count]
    return zip(bytes[start...], name).allSatisfy { $0 | 0x20 == $1 }
      && (after <= 0x20 || after == UInt8(ascii: ">") || after == UInt8(ascii: "/"))
  }
}
