import BackupRepository
import Dispatch
import Synchronization

/// Reads the shards of a snapshot in order, the next ones on other cores while one is dealt with.
///
/// Queues and no tasks, because all of a restore is synchronous; whoever reads waits for all that was
/// begun.
struct ShardReading {
  let repository: Repository
  /// How many are read beside the one that is dealt with.
  var ahead = 2

  /// Hands over the content of each shard, or why it cannot be read.
  func each(
    _ shards: [ShardReference],
    _ body: (Int, Result<[UInt8], RepositoryFault>) throws -> Void
  ) throws {
    let queue = DispatchQueue(label: "shards ahead", attributes: .concurrent)
    var begun: [Reading] = []
    defer { for reading in begun { reading.wait() } }
    for index in shards.indices {
      while begun.count <= ahead, index + begun.count < shards.count {
        let reading = Reading()
        let shard = shards[index + begun.count]
        queue.async { [repository] in
          reading.finish(
            Result { () throws(RepositoryFault) in try repository.readShard(shard) })
        }
        begun.append(reading)
      }
      try body(index, begun.removeFirst().wait())
    }
  }

  /// One shard that is being read.
  private final class Reading: Sendable {
    private let result = Mutex<Result<[UInt8], RepositoryFault>?>(nil)
    private let group = DispatchGroup()

    init() { group.enter() }

    func finish(_ found: Result<[UInt8], RepositoryFault>) {
      result.withLock { $0 = found }
      group.leave()
    }

    @discardableResult
    func wait() -> Result<[UInt8], RepositoryFault> {
      group.wait()
      guard let found = result.withLock({ $0 }) else {
        preconditionFailure("what is waited for has a result")
      }
      return found
    }
  }
}
