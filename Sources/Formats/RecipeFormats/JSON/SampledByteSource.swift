import PipelineCore

/// A source whose front was looked at; reading gives the front again.
final class SampledByteSource: ByteSource {
  private let source: any ByteSource
  private var front: [UInt8] = []
  private var position = 0
  private var isWhole = false
  /// What cut the front short; thrown once the front was read.
  private var fault: ReadFault?

  /// Reads as much as formats are recognized by.
  init(_ source: any ByteSource) {
    self.source = source
    var buffer = [UInt8](repeating: 0, count: ContentSample.limit)
    while front.count < ContentSample.limit, !isWhole, fault == nil {
      do throws(ReadFault) {
        var count = 0
        var failure: ReadFault?
        let wanted = ContentSample.limit - front.count
        buffer.withUnsafeMutableBytes { bytes in
          do throws(ReadFault) {
            count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]))
          } catch { failure = error }
        }
        if let failure { throw failure }
        front += buffer[..<count]
        isWhole = count == 0
      } catch { fault = error }
    }
  }

  var sample: ContentSample { ContentSample(bytes: front, isWhole: isWhole) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if position < front.count {
      let count = min(buffer.count, front.count - position)
      buffer.copyBytes(from: front[position..<position + count])
      position += count
      return count
    }
    if let fault { throw fault }
    return isWhole ? 0 : try source.read(into: buffer)
  }
}
