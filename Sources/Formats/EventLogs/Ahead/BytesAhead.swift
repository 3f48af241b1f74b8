public import PipelineCore

/// Reads a source ahead on a thread of its own, so that it is unpacked while what was read before is
/// taken apart.
///
/// Memory holds 2 MB. `stop` waits until nothing reads the source any more, and must come before
/// anything else does.
public final class BytesAhead: ByteSource {
  /// What `bytesConsumed` said when the bytes at hand had been read.
  public private(set) var bytesConsumed: Int64 = 0

  private let ring = SlotRing((0..<8).map { _ in Slot() })
  private var slot: Slot?
  /// How many of the slot's bytes were given.
  private var given = 0

  /// Begins to read; nothing else may read the source from here on.
  ///
  /// `bytesConsumed` says how much of the input the source used up; it is asked on the thread that
  /// reads.
  public init(_ source: any ByteSource, bytesConsumed: @escaping () -> Int64) {
    ring.start { $0.fill(from: source, bytesConsumed: bytesConsumed) }
  }

  deinit { ring.stop() }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    let slot = current()
    if let fault = slot.fault { throw fault }
    let rest = slot.bytes[given..<slot.count]
    let count = min(rest.count, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(count)))
    given += count
    return count
  }

  /// Stops reading ahead, and waits until that is so; what was read is dropped.
  public func stop() { ring.stop() }

  /// The slot with the next bytes; the end, or what ended it, stays for ever.
  private func current() -> Slot {
    if let slot, given < slot.count || slot.isLast { return slot }
    let next = ring.next()
    slot = next
    given = 0
    bytesConsumed = next.bytesConsumed
    return next
  }

  /// Some bytes of the source.
  private final class Slot {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    private(set) var count = 0
    private(set) var fault: ReadFault?
    private(set) var bytesConsumed: Int64 = 0
    /// Whether nothing follows.
    var isLast: Bool { count == 0 }

    deinit { bytes.deallocate() }

    /// Reads once; false at the end.
    func fill(from source: any ByteSource, bytesConsumed: () -> Int64) -> Bool {
      do throws(ReadFault) {
        count = try source.read(into: bytes)
      } catch {
        (count, fault) = (0, error)
      }
      self.bytesConsumed = bytesConsumed()
      return count > 0
    }
  }
}
