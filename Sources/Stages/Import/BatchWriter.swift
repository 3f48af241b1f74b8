import Dispatch
import Store
import Synchronization

/// Stores the batches of one run in order, while others are read, several in a transaction.
///
/// While a transaction is open, it waits for the next batch: whoever reads must not ask the store
/// for anything before `finish`. A queue and no tasks, because all of an import is synchronous;
/// whoever hands over batches waits for them before the run ends.
final class BatchWriter: Sendable {
  private struct State {
    var storage: BatchStorage
    /// What hindered a transaction; what follows is not stored.
    var failure: (any Error)?
  }

  private let store: RecipeStore
  private let run: RunKey
  private let state: Mutex<State>
  private let failed = Atomic(false)
  private let channel = BatchChannel()
  private let queue = DispatchQueue(label: "import")
  /// Whether a transaction waits for more; known to the reading side alone.
  private let isOpen = Mutex(false)

  init(store: RecipeStore, request: ImportRequest, run: StoredRun) {
    self.store = store
    self.run = run.key
    state = Mutex(State(storage: BatchStorage(request: request, run: run)))
  }

  /// Hands over a batch, which is stored with those before it since the last commit.
  ///
  /// - Parameters:
  ///   - batch: What is stored.
  ///   - position: How far the input is stored once the batch is.
  ///   - follower: Who indexes the texts of the transaction that the batch begins, if not the
  ///     transaction itself.
  /// - Throws: What hindered an earlier batch.
  func store(
    _ batch: ImportBatch, upTo position: Checkpoint, followedBy follower: TextFollower?
  ) throws {
    if failed.load(ordering: .acquiring) { try finish() }
    begin(follower)
    channel.send(.batch(batch, upTo: position))
  }

  /// Has everything that was handed over committed; returns at once.
  func commit() {
    let wasOpen = isOpen.withLock { isOpen in
      let wasOpen = isOpen
      isOpen = false
      return wasOpen
    }
    if wasOpen { channel.send(.commit) }
  }

  /// Waits until everything is committed; throws what hindered it.
  func finish() throws {
    commit()
    queue.sync {}
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Has a transaction begun, unless one is open.
  private func begin(_ follower: TextFollower?) {
    let wasOpen = isOpen.withLock { isOpen in
      let wasOpen = isOpen
      isOpen = true
      return wasOpen
    }
    guard !wasOpen else { return }
    queue.async { [self] in
      state.withLock { state in
        let deliveries = Deliveries(channel)
        do {
          if let failure = state.failure { throw failure }
          let last = try store.write { transaction in
            while let (batch, position) = deliveries.next() {
              try state.storage.store(batch, in: transaction)
              try transaction.move(position, of: run)
            }
            return try transaction.lastBody()
          }
          follower?.follow(upTo: last)
        } catch {
          if state.failure == nil { state.failure = error }
          failed.store(true, ordering: .releasing)
          // Taken all the same, so that nobody waits for ever to hand them over.
          while deliveries.next() != nil {}
        }
      }
    }
  }

  /// The batches of one transaction, as they are handed over.
  private final class Deliveries {
    private let channel: BatchChannel
    private var isDone = false

    init(_ channel: BatchChannel) {
      self.channel = channel
    }

    func next() -> (batch: ImportBatch, position: Checkpoint)? {
      guard !isDone else { return nil }
      switch channel.receive() {
      case .batch(let batch, let position): return (batch, position)
      case .commit:
        isDone = true
        return nil
      }
    }
  }
}
