/// UTF-8 that was taken for Windows-1252 and encoded once more: `Ã¼` for `ü`, `â€™` for `’`.
public enum DoubleEncoding {
  /// Whether more runs of characters beyond ASCII can be repaired than cannot.
  public static func isLikely(in text: [UInt8]) -> Bool {
    var repairable = 0
    var others = 0
    forEachRun(in: text) { run in
      if repair(run) == nil { others += 1 } else { repairable += 1 }
    }
    return repairable > others
  }

  /// Gives the text with every run repaired that round-trips; nil when there is none.
  public static func repaired(_ text: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    forEachRun(in: text) { run in
      guard let repair = repair(run) else { return }
      output += text[copied..<run.startIndex]
      output += repair
      copied = run.endIndex
    }
    return copied == 0 ? nil : output + text[copied...]
  }

  private static func forEachRun(in text: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    var index = 0
    while index < text.count {
      guard text[index] >= 0x80 else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, text[index] >= 0x80 { index += 1 }
      body(text[start..<index])
    }
  }

  /// The bytes that a run was before; nil when they are no UTF-8, and so were never one.
  private static func repair(_ run: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in String(decoding: run, as: UTF8.self).unicodeScalars {
      guard let byte = Windows1252.byte(of: scalar.value) else { return nil }
      bytes.append(byte)
    }
    // Only what leads characters of European texts: anything else may be meant as it stands.
    guard let first = bytes.first, leads.contains(first),
      UTF8Validation.firstInvalidOffset(in: bytes) == nil
    else { return nil }
    return bytes
  }

  private static let leads: Set<UInt8> = [0xC2, 0xC3, 0xC4, 0xC5, 0xE2, 0xEF, 0xF0]
}
