import Dispatch
import Synchronization

/// Slots that go round between a thread that fills them and one that empties them.
///
/// The semaphores say whose a slot is, so no two threads ever touch the same one. A queue and no
/// tasks, because reading is synchronous.
final class SlotRing<Slot: AnyObject>: @unchecked Sendable {
  private let slots: [Slot]
  private let isFree = DispatchSemaphore(value: 0)
  private let isFilled = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)
  private let queue = DispatchQueue(label: "read ahead")
  private var nextSlot = 0
  /// How many slots were emptied and not given back yet.
  private var emptied = 0
  private var hasSlot = false

  init(_ slots: [Slot]) {
    precondition(slots.count > 1, "one slot is filled while another one is emptied")
    self.slots = slots
  }

  /// Begins to fill slots on a thread of their own, one after the other.
  ///
  /// - Parameter fill: Fills a slot, and says whether there will be more. Until `stop` whatever it
  ///   touches is that thread's alone.
  func start(_ fill: @escaping (Slot) -> Bool) {
    let work = Work(fill: fill)
    for _ in slots { isFree.signal() }
    queue.async { [self] in
      for index in sequence(first: 0, next: { [slots] in ($0 + 1) % slots.count }) {
        isFree.wait()
        if isStopped.load(ordering: .acquiring) { return }
        let goesOn = work.fill(slots[index])
        isFilled.signal()
        guard goesOn else { return }
      }
    }
  }

  /// Waits for the next slot, and gives the last one back; not to be called after the last of all.
  func next() -> Slot {
    if hasSlot { giveBack() }
    hasSlot = true
    isFilled.wait()
    defer { nextSlot = (nextSlot + 1) % slots.count }
    return slots[nextSlot]
  }

  /// Fills no more slots, and waits until that is so; who owns the ring must call it.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    isFree.signal()
    queue.sync {}
  }

  /// Gives slots back some at a time, so that who waits for them is woken seldom.
  private func giveBack() {
    emptied += 1
    guard emptied * 2 >= slots.count else { return }
    for _ in 0..<emptied { isFree.signal() }
    emptied = 0
  }

  /// What is handed over to the filling thread, as a whole.
  private struct Work: @unchecked Sendable {
    var fill: (Slot) -> Bool
  }
}
