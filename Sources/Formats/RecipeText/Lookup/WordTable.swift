/// A fixed set of short words that is looked up by bytes.
///
/// Built once from a literal list; a look-up neither allocates nor builds a string. Words
/// longer than 24 bytes are not held.
public struct WordTable: Sendable {
  private var slots: [Slot]
  private let folding: Folding

  /// Which differences between words do not count.
  public enum Folding: Sendable {
    case none
    /// Letters of ASCII and Latin-1 meet whatever their case.
    case letterCase
    /// Moreover `_`, `-` and spaces are passed over: `prep_time` is `prepTime`.
    case caseAndMarks
  }

  /// Makes a table of words and what each stands for; the first of two equal words wins.
  public init(_ words: [(word: String, value: Int)], folding: Folding = .letterCase) {
    var size = 16
    while size < words.count * 2 { size *= 2 }
    slots = Array(repeating: Slot(key: PackedWord(), value: -1), count: size)
    self.folding = folding
    for (word, value) in words {
      precondition(word.utf8.count <= PackedWord.limit, "a word of a table has up to 24 bytes")
      let bytes = Array(word.utf8)
      bytes.withUnsafeBufferPointer { insert($0, Int32(value)) }
    }
  }

  /// Makes a table in which each word stands for its place in the list.
  public init(_ words: [String], folding: Folding = .letterCase) {
    self.init(words.enumerated().map { ($0.element, $0.offset) }, folding: folding)
  }

  /// Gives what the word stands for; nil when it is not in the table.
  public func value(of word: TextBytes) -> Int? {
    guard let key = PackedWord(word, folding: folding) else { return nil }
    return slots.withUnsafeBufferPointer { slots in
      var index = key.hash & (slots.count - 1)
      while slots[index].value >= 0 {
        if slots[index].key == key { return Int(slots[index].value) }
        index = (index + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  /// Whether the word is in the table.
  public func contains(_ word: TextBytes) -> Bool { value(of: word) != nil }

  private mutating func insert(_ word: TextBytes, _ value: Int32) {
    guard let key = PackedWord(word, folding: folding) else { return }
    var index = key.hash & (slots.count - 1)
    while slots[index].value >= 0 {
      if slots[index].key == key { return }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = Slot(key: key, value: value)
  }

  private struct Slot {
    var key: PackedWord
    var value: Int32
  }
}

/// Up to 24 bytes in three machine words, shorter ones filled with zeros.
private struct PackedWord: Equatable {
  static let limit = 24

  var first: UInt64 = 0
  var second: UInt64 = 0
  var third: UInt64 = 0

  init() {}

  init?(_ bytes: TextBytes, folding: WordTable.Folding) {
    guard bytes.count <= PackedWord.limit * 2 else { return nil }
    var count = 0
    for index in 0..<bytes.count {
      var byte = bytes[index]
      if folding != .none {
        if byte < 0x80 {
          if folding == .caseAndMarks, byte == 0x5F || byte == 0x2D || byte == 0x20 { continue }
          byte = Byte.lowercased(byte)
        } else if byte &- 0x80 < 0x1F, byte != 0x97, index > 0, bytes[index - 1] == 0xC3 {
          byte += 0x20
        }
      }
      switch count >> 3 {
      case 0: first = first << 8 | UInt64(byte)
      case 1: second = second << 8 | UInt64(byte)
      case 2: third = third << 8 | UInt64(byte)
      default: return nil
      }
      count += 1
    }
  }

  var hash: Int {
    let mixed =
      (first ^ 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
      ^ second &* 0x94D0_49BB_1331_11EB ^ third &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 3)
  }
}
