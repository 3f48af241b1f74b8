import EventLogs

/// Events that follow each other in a log, with a copy of all that they point to.
///
/// So many more can be looked at together than a reader has at hand.
final class HeldEvents {
  /// After so many events or bytes no more are read.
  private static let (enoughEvents, enoughBytes) = (1 << 15, 8 << 20)

  private(set) var events: [EventBytes] = []
  /// The copies, one for each block.
  private var copies: [UnsafeMutableBufferPointer<UInt8>] = []
  private var bytes = 0
  private var block: [EventBytes] = []

  deinit { removeAll() }

  /// Reads events in place of those that it holds.
  ///
  /// - Parameters:
  ///   - limit: How many at most.
  ///   - readBlock: Reads some events, at most so many; none where something else comes next.
  func read(limit: Int, _ readBlock: (_ block: inout [EventBytes], _ limit: Int) -> Void) {
    removeAll()
    while events.count < min(limit, HeldEvents.enoughEvents), bytes < HeldEvents.enoughBytes {
      readBlock(&block, min(limit, HeldEvents.enoughEvents) - events.count)
      guard !block.isEmpty else { return }
      hold(block)
    }
  }

  private func removeAll() {
    events.removeAll(keepingCapacity: true)
    for copy in copies { copy.deallocate() }
    copies.removeAll(keepingCapacity: true)
    bytes = 0
  }

  private func hold(_ block: [EventBytes]) {
    let count = block.reduce(0) { $0 + $1.pointedBytes }
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
    var used = 0
    func copy(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
      defer { used += text.count }
      let target = UnsafeMutableBufferPointer(rebasing: room[used..<used + text.count])
      _ = target.update(fromContentsOf: text)
      return UnsafeBufferPointer(target)
    }
    for event in block { events.append(event.pointing(toCopiesBy: copy)) }
    copies.append(room)
    bytes += count
  }
}
