import Foundation

/// A name in the form that names are compared in: tags (R10), e-mail addresses, user names, slugs.
///
/// Trimmed, inner spaces folded to one, Unicode NFC, case folded. This is the only place
/// where the comparison is defined.
public struct FoldedName: Sendable, Hashable, Comparable {
  public var text: String

  /// Folds a name; empty when nothing is left of it.
  public init(_ name: String) {
    text = FoldedName.fold(FoldedName.tidy(name))
  }

  /// Folds a name that is as it is shown (`tidy`).
  public init(tidied name: String) {
    text = FoldedName.fold(name)
  }

  /// Folds a part of a text.
  public init(_ name: Substring) {
    self.init(String(name))
  }

  public static func < (first: FoldedName, second: FoldedName) -> Bool { first.text < second.text }

  /// A name as it is shown: trimmed, inner spaces folded to one, NFC.
  public static func tidy(_ name: String) -> String {
    // Most names are what they are already.
    var copy = name
    if copy.withUTF8({ isTidyASCII($0) }) { return name }
    var scalars = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "\u{0}" || scalar == "\u{FEFF}" {
        pendingSpace = !scalars.isEmpty
      } else {
        if pendingSpace { scalars.append(" ") }
        pendingSpace = false
        scalars.append(scalar)
      }
    }
    return String(scalars).normalizedToNFC
  }

  /// Whether a name is of visible ASCII with single spaces within.
  private static func isTidyASCII(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in name {
      let isSpace = byte == UInt8(ascii: " ")
      guard byte > 0x1F, byte < 0x7F, !(isSpace && previous == UInt8(ascii: " ")) else {
        return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: " ") || name.isEmpty
  }

  /// Full case folding: through upper case, so that `ß` meets `SS`, and both sigmas meet.
  private static func fold(_ text: String) -> String {
    var copy = text
    let (isASCII, hasCapitals) = copy.withUTF8 { bytes in
      (bytes.allSatisfy { $0 < 0x80 }, bytes.contains { $0 &- 0x41 < 26 })
    }
    if isASCII { return hasCapitals ? text.lowercased() : text }
    let lowered = text.uppercased().lowercased()
    return String(
      String.UnicodeScalarView(lowered.unicodeScalars.map { $0 == "\u{3C2}" ? "\u{3C3}" : $0 })
    ).normalizedToNFC
  }
}

extension String {
  /// The text in Unicode normalization form C.
  public var normalizedToNFC: String {
    // Below U+0300 nothing combines, so most text is left as it is.
    if utf8.allSatisfy({ $0 < 0xCC }) { return self }
    return precomposedStringWithCanonicalMapping
  }
}
