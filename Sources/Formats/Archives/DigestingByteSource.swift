import Crypto
public import PipelineCore

/// Passes bytes on and computes their SHA-256 on the way.
public final class DigestingByteSource: ByteSource {
  private let source: any ByteSource
  private var hasher = SHA256()
  /// How many bytes were passed on.
  public private(set) var count: Int64 = 0

  public init(_ source: any ByteSource) {
    self.source = source
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let got = try source.read(into: buffer)
    hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
    count += Int64(got)
    return got
  }

  /// The digest of what was read so far: 32 bytes.
  public var digest: [UInt8] { Array(hasher.finalize()) }
}
