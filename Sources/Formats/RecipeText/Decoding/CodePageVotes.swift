/// Tells Windows-1252 from the character sets of the IBM PC by where their letters stand.
///
/// A byte that is a letter in one set and a sign in the other votes when it stands beside a
/// letter, where a sign is unlikely; fractions and degrees vote behind a digit. Quotation marks,
/// dashes and no-break spaces, which do stand beside letters, vote only where they are plain.
struct CodePageVotes {
  private var windows = 0
  private var dos = 0
  /// Votes for code page 850 among the DOS sets.
  private var western = 0

  /// Counts the votes of a sample; `previous` is the byte before it, 0 at the start.
  init(_ sample: ArraySlice<UInt8>, after previous: UInt8) {
    var before = previous
    var index = sample.startIndex
    while index < sample.endIndex {
      let byte = sample[index]
      let next = index + 1 < sample.endIndex ? sample[index + 1] : 0
      if byte >= 0x80 { vote(byte, before: before, after: next) }
      before = byte
      index += 1
    }
  }

  /// The set with more votes; Windows-1252 when there are as many.
  var encoding: TextDecoding.Encoding {
    guard dos > windows else { return .windows1252 }
    return western > 0 ? .ibm850 : .ibm437
  }

  private mutating func vote(_ byte: UInt8, before: UInt8, after: UInt8) {
    let follows = Self.isLetter(before)
    let leads = Self.isLetter(after)
    switch byte {
    // Letters of DOS that are no characters, or signs that begin or end no word, in Windows-1252.
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x87, 0x88, 0x89, 0x8B, 0x83, 0x86, 0xA4, 0xA5:
      if follows || leads { dos += 1 }
    case 0x82, 0x84, 0x8A, 0xA1: if follows { dos += 1 }
    case 0x8E, 0x93, 0x99:
      if leads && !follows && byte == 0x93 { windows += 1 } else if leads { dos += 1 }
    case 0x94: if leads { dos += 1 } else if follows { windows += 1 }
    case 0x92: if follows && leads { windows += 1 }
    case 0xA2, 0xA3: if follows && leads { dos += 1 }
    case 0x80: if Self.isDigit(after) { windows += 1 } else if leads { dos += 1 }
    case 0x9C: if follows && leads { windows += 1 }
    // Fractions and degrees.
    case 0xAB, 0xAC: if Self.isDigit(before) || (before == 0x20 && after == 0x20) { dos += 1 }
    case 0xBC, 0xBD, 0xBE: if Self.isDigit(before) || before == 0x20 { windows += 1 }
    case 0xB0: if Self.isDigit(before) { windows += 1 }
    case 0xF8 where Self.isDigit(before): dos += 1
    // Lines and shades are drawn with the same byte again and again.
    case 0xB0...0xDF where byte == before: dos += 1
    case 0xD7, 0xF7, 0xE1: break
    case 0xC0...: voteUpperLetter(byte, follows: follows, leads: leads)
    default: break
    }
  }

  /// A letter of Windows-1252, which may be a letter of code page 850 as well.
  private mutating func voteUpperLetter(_ byte: UInt8, follows: Bool, leads: Bool) {
    guard follows || leads else { return }
    windows += 1
    switch byte {
    case 0xC6, 0xC7, 0xD2...0xD4, 0xD6...0xD8, 0xDE, 0xE0, 0xE2...0xE5, 0xE9...0xEB: western += 1
    default: break
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
