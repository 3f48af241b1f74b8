import RecipeText

/// The front of a content, which formats are recognized by.
public struct ContentSample: Sendable {
  /// How much of a content is enough to recognize it.
  public static let limit = 64 * 1024
  /// How much is looked at where one value fills the front, as a picture in Base64 does.
  public static let wideLimit = 16 << 20

  /// Decompressed bytes from the content's start, up to `limit`.
  public let bytes: [UInt8]
  /// The same as UTF-8 when it is UTF-16, which JSON is read in too.
  let text: [UInt8]
  /// What it starts like; found once here, because every reader asks for it.
  private let front: Front
  /// Whether the sample is the whole content.
  public var isWhole: Bool
  /// The name of the member or file; a hint for messages, never decisive.
  public var memberName: String

  public init(bytes: [UInt8], isWhole: Bool, memberName: String = "") {
    self.bytes = bytes
    text = UTF16ByteSource.text(ofFront: bytes)
    switch ContentSample.firstVisibleByte(of: text) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): front = .json(JSONOutline(text))
    case UInt8(ascii: "<"):
      let markup = TextDecoding(bytes).text
      let xml = XMLOutline(markup)
      front = .markup(xml, HTMLOutline(markup, root: xml?.root))
    default: front = .text(CSVOutline(TextDecoding(bytes).text))
    }
    self.isWhole = isWhole
    self.memberName = memberName
  }

  private enum Front {
    case json(JSONOutline)
    case markup(XMLOutline?, HTMLOutline?)
    case text(CSVOutline?)
  }

  /// The names at the front of a content that starts as JSON does.
  var json: JSONOutline? { if case .json(let outline) = front { outline } else { nil } }

  /// The elements at the front of a content that starts as XML does.
  var xml: XMLOutline? { if case .markup(let outline, _) = front { outline } else { nil } }

  /// What stands at the front of a content that starts as a page does.
  var html: HTMLOutline? { if case .markup(_, let outline) = front { outline } else { nil } }

  /// The header of a content that starts as a table does.
  var table: CSVOutline? { if case .text(let outline) = front { outline } else { nil } }

  /// The header of the same, seen with what is stated of its columns.
  func table(with columns: StatedColumns) -> CSVOutline? {
    guard !columns.isEmpty, case .text = front else { return table }
    return CSVOutline(TextDecoding(bytes).text, stated: columns)
  }

  /// Whether the sample ends inside a long text of JSON, so that what comes after it may say more.
  public var isCutInsideLongText: Bool { !isWhole && json?.endsInsideLongText == true }

  /// Whether it is text of some encoding; what archives keep beside recipes, such as pictures, is not.
  ///
  /// JSON and markup are known by their beginning, whatever control characters they hold.
  var isText: Bool {
    guard case .text = front else { return true }
    let controls = text.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A }
    return controls * 100 <= text.count
  }

  /// The first byte that is neither white space nor part of a byte order mark.
  var firstVisibleByte: UInt8? { ContentSample.firstVisibleByte(of: text) }

  private static func firstVisibleByte(of text: [UInt8]) -> UInt8? {
    let visible = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    return visible.first { $0 > 0x20 }
  }
}

/// How sure a reader is that a content is of its format, and why.
public struct Recognition: Sendable, Equatable {
  /// From least to most.
  public enum Confidence: Int, Sendable, Comparable, CaseIterable {
    case possible
    case likely
    case certain

    public static func < (first: Confidence, second: Confidence) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  public var confidence: Confidence
  /// What was seen, as half a sentence in lower case.
  public var reason: String

  public init(_ confidence: Confidence, _ reason: String) {
    self.confidence = confidence
    self.reason = reason
  }
}
