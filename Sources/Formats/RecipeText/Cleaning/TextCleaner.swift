import RecipeModel

/// Turns text as archives carry it into plain text.
///
/// Entities are unescaped until none is left, tags are taken out (`<br>`, `<p>`, `<li>` and
/// their like become line feeds), control characters go, line ends become line feeds, no-break
/// and other odd spaces become spaces, and the result is NFC. A cleaner serves one record and
/// remembers whether markup with a meaning was lost.
public struct TextCleaner: Sendable {
  /// Whether tags other than line breaks and blocks were taken out.
  public private(set) var droppedMarkup = false

  public init() {}

  /// Says whether markup with a meaning was lost since the last call.
  public mutating func takeDroppedMarkup() -> Bool {
    defer { droppedMarkup = false }
    return droppedMarkup
  }

  /// Cleans a text that is one line: every run of white space becomes one space.
  public mutating func line(_ bytes: TextBytes) -> String {
    if let plain = PlainText.trimmed(bytes, keepsLines: false) { return plain.string }
    return rewrite(bytes, keepsLines: false)
  }

  /// Cleans a text of several lines: lines are trimmed, and at most one empty line is kept.
  public mutating func text(_ bytes: TextBytes) -> String {
    if let plain = PlainText.trimmed(bytes, keepsLines: true) { return plain.string }
    return rewrite(bytes, keepsLines: true)
  }

  /// Cleans a string as one line.
  public mutating func line(_ text: String) -> String {
    var text = text
    return text.withUTF8 { line($0) }
  }

  /// Cleans a string of several lines.
  public mutating func text(_ text: String) -> String {
    var text = text
    return text.withUTF8 { self.text($0) }
  }

  private mutating func rewrite(_ bytes: TextBytes, keepsLines: Bool) -> String {
    var buffer = Array(bytes)
    if buffer.contains(Byte.ampersand) { HTMLEntities.unescape(&buffer) }
    if buffer.contains(Byte.less), Markup.strip(&buffer) { droppedMarkup = true }
    WhiteSpace.fold(&buffer, keepsLines: keepsLines)
    return buffer.withUnsafeBufferPointer { folded in
      let text = folded.string
      return Composition.isSurelyComposed(folded) ? text : text.normalizedToNFC
    }
  }
}

/// The short cut for text that is clean already, which most text is.
enum PlainText {
  /// Gives the trimmed bytes when nothing else has to be done to them; nil when in doubt.
  static func trimmed(_ bytes: TextBytes, keepsLines: Bool) -> TextBytes? {
    let bytes = bytes.trimmed()
    var index = 0
    var afterSpace = false
    while index < bytes.count {
      while let spaces = plainSpaces(bytes, at: index, afterSpace: afterSpace) {
        afterSpace = spaces >> 63 != 0
        index += 8
      }
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte > 0x20, byte < 0x7F {
        if byte == Byte.ampersand || byte == Byte.less { return nil }
        afterSpace = false
        index += 1
      } else if byte == Byte.space {
        if afterSpace { return nil }
        afterSpace = true
        index += 1
      } else if byte == Byte.lineFeed, keepsLines {
        // A line feed amid text; spaces around it and empty lines are for the long way.
        if afterSpace || index == 0 || index + 1 == bytes.count { return nil }
        let next = bytes[index + 1]
        if next == Byte.space || next == Byte.lineFeed { return nil }
        index += 1
      } else {
        let length = lengthOfPlainCharacter(bytes, at: index)
        if length == 0 { return nil }
        afterSpace = false
        index += length
      }
    }
    return bytes
  }

  /// Looks at eight bytes together: where the spaces are among them, as the top bits, if they are
  /// visible ASCII with single spaces and no mark-up; nil when in doubt.
  @inline(__always)
  private static func plainSpaces(
    _ bytes: TextBytes, at index: Int, afterSpace: Bool
  ) -> UInt64? {
    guard index + 8 <= bytes.count else { return nil }
    let word = UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: index, as: UInt64.self))
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // A borrow or a carry may mark a byte too many, never one too few.
    func marks(_ byte: UInt8) -> UInt64 {
      let difference = word ^ (ones &* UInt64(byte))
      return (difference &- ones) & ~difference & tops
    }
    let below = (word &- ones &* 0x20) & ~word
    let above = (word &+ ones) | word
    let spaces = marks(Byte.space)
    let pairs = spaces & (spaces << 8 | (afterSpace ? 0x80 : 0))
    let others = (below | above) & tops | marks(Byte.ampersand) | marks(Byte.less)
    return others | pairs == 0 ? spaces : nil
  }

  /// How many bytes a character beyond ASCII has that needs no work; 0 when in doubt.
  private static func lengthOfPlainCharacter(_ bytes: TextBytes, at index: Int) -> Int {
    guard index + 1 < bytes.count else { return 0 }
    let second = bytes[index + 1]
    guard second & 0xC0 == 0x80 else { return 0 }
    switch bytes[index] {
    case 0xC2: return second > 0xA0 && second != 0xAD ? 2 : 0
    case 0xC3...0xCB: return 2
    case 0xE2:
      guard index + 2 < bytes.count, bytes[index + 2] & 0xC0 == 0x80 else { return 0 }
      let third = bytes[index + 2]
      // General punctuation without its spaces and format characters, and number forms.
      let isPlain = second == 0x80 ? (0x90...0xA6).contains(third) : second == 0x85
      return isPlain ? 3 : 0
    default: return 0
    }
  }
}
