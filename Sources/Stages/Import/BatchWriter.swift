import Dispatch
import Store
import Synchronization

/// Stores the batches of one run in order, each while the next is read.
///
/// One batch at most is on its way, so that memory holds two. A queue and no tasks, because all of
/// an import is synchronous; whoever hands over a batch waits for it before the run ends.
final class BatchWriter: Sendable {
  private struct State {
    var storage: BatchStorage
    /// What hindered a batch; those that follow are not stored.
    var failure: (any Error)?
  }

  private let store: RecipeStore
  private let run: RunKey
  private let timer: ImportTimer
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "import")

  init(store: RecipeStore, request: ImportRequest, run: StoredRun, timer: ImportTimer) {
    self.store = store
    self.timer = timer
    self.run = run.key
    state = Mutex(State(storage: BatchStorage(request: request, run: run)))
  }

  /// Waits until the batch before is stored, and starts storing this one.
  ///
  /// - Parameters:
  ///   - batch: What is stored.
  ///   - position: How far the input is stored once the batch is.
  /// - Throws: What hindered an earlier batch.
  func store(_ batch: ImportBatch, upTo position: Checkpoint) throws {
    try finish()
    queue.async { [self] in
      state.withLock { state in
        do {
          try timer.measure(.rows) {
            try store.write { transaction in
              transaction.belongs(to: run)
              try state.storage.store(batch, in: transaction)
              try transaction.move(position, of: run)
              try timer.pause(.rows) {
                try timer.measure(.texts) { try transaction.settleText() }
              }
            }
          }
        } catch {
          state.failure = error
        }
      }
    }
  }

  /// Waits until everything is stored; throws what hindered it.
  func finish() throws {
    timer.pause(.reading) { queue.sync {} }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
