/// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF.
public enum UTF8Validation {
  /// Finds the first byte that starts no valid sequence; nil when all bytes are valid.
  public static func firstInvalidOffset(in bytes: TextBytes) -> Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      guard length > 0 else { return index }
      index += length
    }
    return nil
  }

  /// Finds the same in an array.
  public static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidOffset(in: $0) }
  }

  /// Counts the characters beyond ASCII and the bytes that belong to no character.
  ///
  /// A character that is cut off at the end counts as neither unless the bytes are the whole.
  static func count(in bytes: TextBytes, isWhole: Bool) -> (characters: Int, strays: Int) {
    var (index, characters, strays) = (0, 0, 0)
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      if length > 0 {
        characters += 1
      } else if !isWhole, isCutOff(bytes, at: index) {
        break
      } else {
        strays += 1
      }
      index += max(length, 1)
    }
    return (characters, strays)
  }

  /// Whether the bytes end amid a character that starts at an index.
  private static func isCutOff(_ bytes: TextBytes, at index: Int) -> Bool {
    let rest = bytes[index...]
    return rest.count < 4 && (0xC2...0xF4).contains(bytes[index])
      && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// The length of the sequence beyond ASCII at an index; 0 when it is not valid.
  private static func sequenceLength(_ bytes: TextBytes, at index: Int) -> Int {
    func isContinuation(_ offset: Int) -> Bool {
      index + offset < bytes.count && bytes[index + offset] & 0xC0 == 0x80
    }
    guard isContinuation(1) else { return 0 }
    let second = bytes[index + 1]
    switch bytes[index] {
    case 0xC2...0xDF: return 2
    case 0xE0: return second >= 0xA0 && isContinuation(2) ? 3 : 0
    case 0xED: return second < 0xA0 && isContinuation(2) ? 3 : 0
    case 0xE1...0xEF: return isContinuation(2) ? 3 : 0
    case 0xF0: return second >= 0x90 && isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF1...0xF3: return isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF4: return second < 0x90 && isContinuation(2) && isContinuation(3) ? 4 : 0
    default: return 0
    }
  }
}
