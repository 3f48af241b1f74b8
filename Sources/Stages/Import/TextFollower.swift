import Dispatch
import Store
import Synchronization

/// Builds the full-text index of a large import on the side, while batches are read and stored.
///
/// A queue and no tasks, because all of an import is synchronous; whoever begins it waits for it
/// before the run ends.
final class TextFollower: Sendable {
  private struct State {
    let draft: TextIndexDraft
    /// What hindered the indexing; the import hears of it when it waits.
    var failure: (any Error)?
  }

  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "texts")
  private let timer: ImportTimer
  private let isAbandoned = Atomic(false)
  /// How many batches may wait to be indexed: they lie in memory.
  private let places = DispatchSemaphore(value: 4)

  init(store: RecipeStore, timer: ImportTimer) throws {
    self.timer = timer
    let draft = try store.draftTextIndex()
    state = Mutex(State(draft: draft))
  }

  /// Indexes the texts of a batch, and returns at once unless many wait.
  func follow(_ texts: [NewText]) {
    places.wait()
    queue.async { [self] in
      defer { places.signal() }
      state.withLock { state in
        guard state.failure == nil else { return }
        do {
          try timer.measure(.texts) {
            try state.draft.follow(texts) { isAbandoned.load(ordering: .relaxed) }
          }
        } catch {
          state.failure = error
        }
      }
    }
  }

  /// Waits until everything is indexed, and puts the index into the store.
  func takeOver() throws {
    queue.sync {}
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      try timer.measure(.texts) { try state.draft.takeOver() }
    }
  }

  /// Stops indexing, and waits until it has stopped; the store's own index stays as it is.
  func abandon() {
    isAbandoned.store(true, ordering: .relaxed)
    queue.sync {}
  }
}
