/// The character sets that pages declare, by the labels of the WHATWG Encoding Standard.
enum HTMLCharset: Equatable {
  case utf8
  /// Latin-1 too, as browsers read it.
  case windows1252
  /// Any other, by the name that iconv knows it by.
  case other(String)

  /// Finds a character set by the label that a page calls it; nil for one that is not known.
  init?(label: some StringProtocol) {
    var name = label.lowercased().replacing("_", with: "-")
    if name.hasPrefix("x-") { name.removeFirst(2) }
    if name.hasPrefix("cp125") { name = "windows-" + name.dropFirst(2) }
    switch name {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "ucs-2", "unicode":
      // What a page says in ASCII cannot be in UTF-16.
      self = .utf8
    case "windows-1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii":
      self = .windows1252
    default:
      guard let iconvName = HTMLCharset.iconvNames[name] else { return nil }
      self = .other(iconvName)
    }
  }

  /// Finds what the front of a page declares, in a `<meta>` or in an XML declaration.
  static func declared(in front: ArraySlice<UInt8>) -> HTMLCharset? {
    let text = String(decoding: front.prefix(longestFront).filter { $0 < 0x80 }, as: UTF8.self)
      .lowercased()
    var rest = text[...]
    while let start = rest.firstRange(of: "<") {
      rest = rest[start.upperBound...]
      let isDeclaration = rest.hasPrefix("?xml")
      guard isDeclaration || rest.hasPrefix("meta") else { continue }
      let tag = rest.prefix { $0 != ">" }
      if let label = label(in: tag, after: isDeclaration ? "encoding" : "charset"),
        let charset = HTMLCharset(label: label)
      {
        return charset
      }
    }
    return nil
  }

  /// How far a declaration is looked for; browsers look through the first 1,024 bytes.
  private static let longestFront = 16 * 1024

  private static func label(in tag: Substring, after word: String) -> Substring? {
    guard let found = tag.firstRange(of: word) else { return nil }
    let rest = tag[found.upperBound...].drop { $0.isWhitespace }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let label = value.prefix { !$0.isWhitespace && !"\"';/".contains($0) }
    return label.isEmpty ? nil : label
  }

  private static let iconvNames: [String: String] = {
    var names = [
      "iso-8859-9": "CP1254", "iso-8859-11": "CP874", "tis-620": "CP874", "windows-874": "CP874",
      "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "macintosh": "MACINTOSH", "gbk": "GB18030",
      "gb2312": "GB18030", "gb18030": "GB18030", "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS",
      "euc-jp": "EUC-JP", "shift-jis": "CP932", "sjis": "CP932", "windows-31j": "CP932",
      "iso-2022-jp": "ISO-2022-JP", "euc-kr": "CP949", "ks-c-5601-1987": "CP949",
    ]
    for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16] {
      names["iso-8859-\(part)"] = "ISO-8859-\(part)"
    }
    for page in [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258] {
      names["windows-\(page)"] = "CP\(page)"
    }
    return names
  }()
}
