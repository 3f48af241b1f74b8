extension UnsafeBufferPointer<UInt8> {
  /// Hands over the lines one by one, without what ends them; empty ones are passed over.
  func eachLine(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) rethrows {
    var start = 0
    while start < count {
      let rest = self[start...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? count
      if end > start { try body(UnsafeBufferPointer(rebasing: self[start..<end])) }
      start = end + 1
    }
  }
}
