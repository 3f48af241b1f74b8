public import PipelineCore

/// UTF-16 content as UTF-8, while it arrives; any other content as it is.
///
/// Some editors save "Unicode" as UTF-16. It is known by its byte order mark, or by a first
/// character of ASCII whose other byte is zero. The mark is left out; units that form no character
/// become U+FFFD. Offsets into what is read count the UTF-8.
public final class UTF16ByteSource: ByteSource {
  private let source: any ByteSource
  private var order: Order?
  private var isDecided = false
  /// Bytes of the source that are not turned into text yet.
  private var pending: [UInt8] = []
  /// Text that is not handed out yet.
  private var ready = ReadyBytes()
  private var isAtEnd = false
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)

  enum Order {
    case littleEndian
    case bigEndian

    /// The order that a content's first bytes tell; nil when it is not UTF-16.
    init?(front: some Collection<UInt8>) {
      var bytes = front.makeIterator()
      switch (bytes.next(), bytes.next()) {
      case (0xFF?, 0xFE?): self = .littleEndian
      case (0xFE?, 0xFF?): self = .bigEndian
      case (let first?, 0?) where first != 0 && first < 0x80: self = .littleEndian
      case (0?, let second?) where second != 0 && second < 0x80: self = .bigEndian
      default: return nil
      }
    }
  }

  public init(_ source: any ByteSource) {
    self.source = source
  }

  deinit {
    input.deallocate()
  }

  /// The front of a content as UTF-8, decided as the source decides it.
  public static func text(ofFront bytes: [UInt8]) -> [UInt8] {
    guard let order = Order(front: bytes) else { return bytes }
    var pending = bytes
    return decode(&pending, order, isStart: true, isAtEnd: false)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if isDecided, order == nil, ready.isEmpty {
      return try source.read(into: buffer)
    }
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
    let isStart = !isDecided
    if !isDecided {
      guard pending.count >= 2 || isAtEnd else { return }
      order = Order(front: pending)
      isDecided = true
    }
    if let order {
      ready.fill(Self.decode(&pending, order, isStart: isStart, isAtEnd: isAtEnd))
    } else {
      ready.fill(pending)
      pending = []
    }
  }

  /// Turns whole characters into UTF-8, and leaves what is not whole for the next time.
  private static func decode(
    _ pending: inout [UInt8], _ order: Order, isStart: Bool, isAtEnd: Bool
  ) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(pending.count / 2 + 1)
    for index in stride(from: 0, to: pending.count - 1, by: 2) {
      let (first, second) = (UInt16(pending[index]), UInt16(pending[index + 1]))
      units.append(order == .littleEndian ? second << 8 | first : first << 8 | second)
    }
    if !isAtEnd, let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
    pending.removeFirst(units.count * 2)
    if isAtEnd, !pending.isEmpty {
      units.append(0xFFFD)
      pending = []
    }
    let hasMark = isStart && units.first == 0xFEFF
    return Array(String(decoding: units.dropFirst(hasMark ? 1 : 0), as: UTF16.self).utf8)
  }
}
