extension ContentSample {
  /// Finds the first line that a test accepts, without its end.
  func firstLine(where isWanted: (ArraySlice<UInt8>) -> Bool) -> ArraySlice<UInt8>? {
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return text[start...].split { $0 == 0x0A || $0 == 0x0D }.first(where: isWanted)
  }
}
