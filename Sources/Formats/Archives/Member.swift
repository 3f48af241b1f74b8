public import PipelineCore

/// One piece of content: a plain file, or what lies inside archives, unpacked.
///
/// Valid until the walk goes on; it need not be read, or not to its end.
public final class Member: ByteSource {
  /// The archive and the members inward; faults of reading name the same place.
  public let location: SourceLocation
  /// The name in the innermost container, or the path below the folder that was given.
  ///
  /// Separated by `/`, in NFC, never leading out of the container. Gzip adds no name.
  public let name: String
  private let inputPosition: () -> Int64
  private var content: PeekedSource
  private var isValid = true

  init(
    location: SourceLocation, name: String, inputPosition: @escaping () -> Int64,
    content: PeekedSource
  ) {
    self.location = location
    self.name = name
    self.inputPosition = inputPosition
    self.content = content
  }

  /// How many bytes of the walk's inputs on disk are consumed so far; grows while it is read.
  public var bytesConsumed: Int64 { inputPosition() }

  /// The first bytes of the content, at most 64 KiB unless widened; reading gives them again.
  public var sample: [UInt8] { content.sample }

  /// Whether the sample is all there is.
  public var sampleIsWhole: Bool { content.sampleIsWhole }

  /// The fault that cut the sample short; reading throws it after the sample.
  ///
  /// Whoever decides by the sample not to read a member should look here first.
  public var sampleFault: ReadFault? { content.pendingFault }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    precondition(isValid, "a member is read before the walk goes on")
    return try content.read(into: buffer)
  }

  /// Looks further ahead: at up to so many bytes, which stay in memory while the member is read.
  ///
  /// Only before anything was read.
  public func widenSample(to limit: Int) {
    if !content.sampleIsWhole, content.pendingFault == nil, limit > content.sample.count {
      content = PeekedSource(content, limit: limit)
    }
  }

  /// Reads all that is left, for content that is small by nature; a fault if it is not.
  public func readWhole(limit: Int) throws(ReadFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while try bytes.append(upTo: min(max(sample.count, 4096), 1 << 20), from: self) > 0 {
      guard bytes.count <= limit else {
        throw ReadFault(.limitExceeded(limit: "the size of one item, \(limit) bytes"), at: location)
      }
    }
    return bytes
  }

  func invalidate() { isValid = false }
}
