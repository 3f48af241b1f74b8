public import PipelineCore

/// A text file as UTF-8, whatever it is encoded in, while it arrives.
///
/// A byte order mark decides, and is left out; UTF-16 without one is known by its zeros. Otherwise
/// the encoding is open as long as all is ASCII, and then decided once, by up to `sampleSize` bytes
/// from the first byte beyond ASCII on. Offsets into what is read count the UTF-8.
public final class TextByteSource: ByteSource {
  /// How much of a text decides its encoding.
  public static let sampleSize = 64 * 1024

  /// The encoding; nil while all is ASCII.
  public private(set) var encoding: TextDecoding.Encoding?
  /// Whether the text was encoded twice; said before the first such text is given.
  public private(set) var isDoubleEncoded = false

  private let source: UTF16ByteSource
  private var isAtStart = true
  private var isAtEnd = false
  /// Bytes that are not decoded yet.
  private var pending: [UInt8] = []
  /// The last byte that was decoded.
  private var previous: UInt8 = 0
  private var ready = ReadyBytes()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)

  public init(_ source: any ByteSource) {
    self.source = UTF16ByteSource(source)
  }

  deinit {
    input.deallocate()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    while ready.isEmpty {
      guard !isAtEnd else { return 0 }
      try refill()
    }
    return ready.give(into: buffer)
  }

  private func refill() throws(ReadFault) {
    let count = try source.read(into: input)
    isAtEnd = count == 0
    pending += input.prefix(count)
    if isAtStart {
      guard pending.count >= 3 || isAtEnd else { return }
      isAtStart = false
      if pending.starts(with: [0xEF, 0xBB, 0xBF]) { pending.removeFirst(3) }
    }
    if encoding == nil, !decide() { return }
    guard let encoding else { return }
    let whole = encoding == .utf8 && !isAtEnd ? wholeCharacters : pending.count
    hand(out: encoding.decode(pending[..<whole]), ofBytes: whole)
  }

  /// Decides the encoding when there is enough to see; hands out the ASCII before it.
  private func decide() -> Bool {
    guard let first = pending.firstIndex(where: { $0 >= 0x80 }) else {
      hand(out: pending, ofBytes: pending.count)
      return false
    }
    guard isAtEnd || pending.count - first >= TextByteSource.sampleSize else {
      hand(out: Array(pending[..<first]), ofBytes: first)
      return false
    }
    let before = first > 0 ? pending[first - 1] : previous
    let sample = pending[first...].prefix(TextByteSource.sampleSize)
    let isWhole = isAtEnd && sample.endIndex == pending.endIndex
    let decided = TextDecoding.Encoding(ofSample: sample, after: before, isWhole: isWhole)
    isDoubleEncoded = DoubleEncoding.isLikely(in: decided.decode(sample))
    encoding = decided
    return true
  }

  private func hand(out text: [UInt8], ofBytes count: Int) {
    ready.fill(text)
    if count > 0 { previous = pending[count - 1] }
    pending.removeFirst(count)
  }

  /// How many bytes are left when half a character at the end waits for its rest.
  private var wholeCharacters: Int {
    for length in 1...3 where pending.count >= length {
      let byte = pending[pending.count - length]
      if byte & 0xC0 == 0x80 { continue }
      let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return needed > length ? pending.count - length : pending.count
    }
    return pending.count
  }
}
