/// A text as it is compared for likeness: letters and digits in lower case without accents, with
/// single spaces between the words; used again and again.
struct FoldedText {
  /// Words apart by single spaces; UTF-8, but for letters that lost their accents.
  private(set) var bytes: [UInt8] = []

  /// Takes the place of what was there before.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        append(ascii: byte)
        index += 1
      } else {
        let next = index + 1 < text.count ? text[index + 1] : 0
        index += append(byte, next)
      }
    }
    if bytes.last == FoldedText.space { bytes.removeLast() }
  }

  /// Walks the words, each as the range of its bytes.
  func eachWord(_ body: (Range<Int>) -> Void) {
    var start = 0
    for index in bytes.indices where bytes[index] == FoldedText.space {
      body(start..<index)
      start = index + 1
    }
    if start < bytes.count { body(start..<bytes.count) }
  }

  /// A hash of one word, without a plural's last letter.
  func hash(_ word: Range<Int>) -> UInt32 {
    var end = word.upperBound
    if word.count > 3, bytes[end - 1] == UInt8(ascii: "s") { end -= 1 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in word.lowerBound..<end { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: HashMixing.mixed(hash) >> 32)
  }

  /// Appends the trigrams of one word, its first and last letters paired with a space.
  func appendTrigrams(of word: Range<Int>, to grams: inout [UInt16]) {
    var (first, second): (UInt16, UInt16) = (0, FoldedText.code(bytes[word.lowerBound]))
    for index in word.lowerBound..<word.upperBound {
      let third = index + 1 < word.upperBound ? FoldedText.code(bytes[index + 1]) : 0
      grams.append(first << 10 | second << 5 | third)
      (first, second) = (second, third)
    }
  }

  private mutating func append(ascii byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      bytes.append(byte)
    // `baker's` is `bakers`.
    case UInt8(ascii: "'"): break
    default: appendSpace()
    }
  }

  /// Appends what a character beyond ASCII folds to, and says how many bytes were taken.
  private mutating func append(_ lead: UInt8, _ next: UInt8) -> Int {
    switch lead {
    case 0xC2:
      appendSpace()
      return 2
    case 0xC3 where next >= 0x80: append(folded: FoldedText.latin1, at: Int(next - 0x80))
    case 0xC4 where next >= 0x80: append(folded: FoldedText.latinA, at: Int(next - 0x80))
    case 0xC5 where next >= 0x80: append(folded: FoldedText.latinA, at: Int(next - 0x80) + 64)
    // Accents that stand apart from their letter: U+0300 to U+036F.
    case 0xCC: break
    case 0xCD where next < 0xB0: break
    case 0xE2:
      // General punctuation and symbols; U+2018 and U+2019 are apostrophes.
      if next != 0x80 { appendSpace() }
      return 3
    default:
      bytes.append(lead)
      return 1
    }
    return 2
  }

  private mutating func append(folded letters: StaticString, at index: Int) {
    let letter = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)[
      index]
    if letter == FoldedText.space { appendSpace() } else { bytes.append(letter) }
  }

  private mutating func appendSpace() {
    if let last = bytes.last, last != FoldedText.space { bytes.append(FoldedText.space) }
  }

  /// Five bits for a letter; digits and letters without a Latin base share some.
  private static func code(_ byte: UInt8) -> UInt16 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt16(byte - 0x60)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): 27 + UInt16(byte - 0x30) % 5
    default: 1 + UInt16(byte) % 31
    }
  }

  private static let space: UInt8 = 0x20

  /// The base letters of U+00C0 to U+00FF.
  private static let latin1: StaticString =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"

  /// The base letters of U+0100 to U+017F.
  private static let latinA: StaticString = """
    aaaaaaccccccccddddeeeeeeeeeeggggggg\
    ghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
    """
}
