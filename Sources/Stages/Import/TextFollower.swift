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

  init(store: RecipeStore, timer: ImportTimer) throws {
    self.timer = timer
    let draft = try store.draftTextIndex()
    state = Mutex(State(draft: draft))
  }

  /// Indexes what is stored up to a body, and returns at once.
  func follow(upTo last: BodyKey) {
    queue.async { [self] in
      state.withLock { state in
        guard state.failure == nil else { return }
        do {
          try timer.measure(.texts) {
            try state.draft.follow(upTo: last) { isAbandoned.load(ordering: .relaxed) }
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
