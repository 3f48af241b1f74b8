import Dispatch
import Store
import Synchronization

/// Hands batches from whoever reads to whoever stores, in order, one at a time.
///
/// It holds one batch at most, so that memory holds three: one being read, one waiting, one being
/// stored. Semaphores and no tasks, because all of an import is synchronous.
final class BatchChannel: Sendable {
  enum Delivery: Sendable {
    /// A batch, and how far the input is stored once it is.
    case batch(ImportBatch, upTo: Checkpoint)
    /// What came before is to be committed.
    case commit
  }

  private let waiting = Mutex<Delivery?>(nil)
  private let isFree = DispatchSemaphore(value: 1)
  private let isFilled = DispatchSemaphore(value: 0)

  /// Hands something over, once what was handed over before was taken.
  func send(_ delivery: Delivery) {
    isFree.wait()
    waiting.withLock { $0 = delivery }
    isFilled.signal()
  }

  /// Takes what is handed over next, once it is.
  func receive() -> Delivery {
    isFilled.wait()
    let delivery = waiting.withLock { waiting in
      let delivery = waiting
      waiting = nil
      return delivery
    }
    isFree.signal()
    guard let delivery else { preconditionFailure("a filled channel holds a delivery") }
    return delivery
  }
}
