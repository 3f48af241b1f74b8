/// Decoded bytes that wait to be handed out.
struct ReadyBytes {
  private var bytes: [UInt8] = []
  private var position = 0

  /// Whether all were handed out.
  var isEmpty: Bool { position == bytes.count }

  /// Takes other bytes; those before were handed out.
  mutating func fill(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = 0
  }

  /// Hands out as many as there is room for, and says how many.
  mutating func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
    }
    position += count
    return count
  }
}
