import BackupRepository
import Dispatch
import Store
import Synchronization

/// Stores blocks as shards on all cores, while the next ones are read.
///
/// Queues and no tasks, because all of a backup is synchronous; whoever hands over blocks waits for
/// them before the snapshot is written, or given up.
final class ShardPacking: Sendable {
  /// A block that is stored.
  struct Packed: Sendable {
    var shard: SnapshotManifest.Shard
    var storedBytes: Int
    /// Whether a snapshot held the same content already.
    var wasThere: Bool
  }

  private struct Work {
    var handedOver = 0
    var packed: [Int: Packed] = [:]
    var failure: RepositoryFault?
  }

  private let session: AddingSession
  private let queue = DispatchQueue(label: "shards", attributes: .concurrent)
  private let group = DispatchGroup()
  private let room = DispatchSemaphore(value: 0)
  private let work = Mutex(Work())

  /// `blocks` is how many may be held at once: those being packed and one that waits.
  init(_ session: AddingSession, blocks: Int) {
    self.session = session
    // A semaphore that is forgotten below its first value traps, so it begins with none.
    for _ in 0..<blocks { room.signal() }
  }

  /// Hands over the next block, once there is room for it.
  ///
  /// - Throws: What hindered an earlier one.
  func pack(_ block: SnapshotBlock) throws(RepositoryFault) {
    room.wait()
    let (number, failure) = work.withLock { work in
      defer { work.handedOver += 1 }
      return (work.handedOver, work.failure)
    }
    if let failure {
      room.signal()
      throw failure
    }
    queue.async(group: group) { [self] in
      let result = Result { () throws(RepositoryFault) in try store(block) }
      work.withLock { work in
        switch result {
        case .success(let packed): work.packed[number] = packed
        case .failure(let fault): work.failure = work.failure ?? fault
        }
      }
      room.signal()
    }
  }

  /// Waits for all blocks and gives their shards in the order in which they were handed over.
  func finish() throws(RepositoryFault) -> [Packed] {
    group.wait()
    let work = work.withLock { $0 }
    if let failure = work.failure { throw failure }
    return (0..<work.handedOver).map { number in
      guard let packed = work.packed[number] else {
        preconditionFailure("every block is packed, or one has failed")
      }
      return packed
    }
  }

  private func store(_ block: SnapshotBlock) throws(RepositoryFault) -> Packed {
    let stored = try session.storeShard(block.lines)
    return Packed(
      shard: SnapshotManifest.Shard(
        object: stored.reference, rows: block.rows,
        keys: block.keys.map { Int($0.lowerBound)...Int($0.upperBound) }),
      storedBytes: stored.storedBytes, wasThere: stored.wasThere)
  }
}
