import Crypto

/// Where bytes are written, from front to back.
///
/// A sink belongs to one task. After a fault it takes nothing more.
public protocol ByteSink: AnyObject {
  /// Takes all of the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault)
}

extension ByteSink {
  public func write(_ bytes: [UInt8]) throws(WriteFault) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(WriteFault) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Writes the text in UTF-8.
  public func write(_ text: String) throws(WriteFault) {
    try write(Array(text.utf8))
  }
}

/// Keeps what is written in memory.
public final class MemorySink: ByteSink {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }
}

/// Passes bytes on and computes their SHA-256 on the way.
public final class DigestingSink: ByteSink {
  private let sink: any ByteSink
  private var hasher = SHA256()
  /// How many bytes were passed on.
  public private(set) var count: Int64 = 0

  public init(into sink: any ByteSink) {
    self.sink = sink
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    try sink.write(bytes)
    hasher.update(bufferPointer: bytes)
    count += Int64(bytes.count)
  }

  /// The digest of what was written so far: 32 bytes.
  public var digest: [UInt8] { Array(hasher.finalize()) }
}
