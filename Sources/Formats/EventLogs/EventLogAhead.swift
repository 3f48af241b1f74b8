import Dispatch
public import PipelineCore
import Synchronization

/// What gives the elements of a log, one by one or many at once.
public protocol EventReading: AnyObject {
  /// How the log is written; nil before the first element, and for an empty log.
  var format: EventLogFormat? { get }

  /// The next element with its ids as bytes, or nil at the end.
  ///
  /// The bytes are valid until the next element is asked for.
  func nextBytes() throws(ReadFault) -> EventBytesElement?

  /// Reads events that follow each other, as many as there are at hand.
  ///
  /// Gives none where the next element is something else, or has to be looked at alone:
  /// `nextBytes` tells. The bytes are valid until anything else is asked for.
  ///
  /// - Parameters:
  ///   - events: Takes the events, in place of what it held.
  ///   - limit: How many at most.
  /// - Throws: A fault that ends the log.
  func readBlock(into events: inout [EventBytes], limit: Int) throws(ReadFault)
}

/// Reads a log ahead on a thread of its own, so that it is unpacked and taken apart while what was
/// read is looked up.
///
/// Memory holds some thousand elements. A queue and no tasks, because reading is synchronous;
/// `stop` waits until nothing reads the log any more, and must come before anything else does.
public final class EventLogAhead: EventReading {
  public private(set) var format: EventLogFormat?
  /// What `bytesConsumed` said when the elements at hand had been read.
  public private(set) var bytesConsumed: Int64 = 0

  private let ring: Ring
  private let queue = DispatchQueue(label: "read ahead")
  private var slot: Slot?
  private var nextSlot = 0
  /// The next of the slot's runs, and how many of its events were given.
  private var run = 0
  private var given = 0
  /// The next of the slot's events.
  private var event = 0
  /// How many slots were emptied and not given back yet.
  private var emptied = 0

  /// Begins to read; nothing else may read the log from here on.
  ///
  /// `bytesConsumed` says how much of the input the reader used up; it is asked on the thread that
  /// reads.
  public init(_ reader: EventLogReader, bytesConsumed: @escaping () -> Int64) {
    ring = Ring(reader, bytesConsumed: bytesConsumed)
    queue.async { [ring] in ring.fill() }
  }

  deinit { stop() }

  public func nextBytes() throws(ReadFault) -> EventBytesElement? {
    let slot = current()
    switch slot.runs[run] {
    case .events(let count):
      defer { take(1, of: count) }
      return .event(slot.events[event])
    case .element(let element):
      run += 1
      return element
    case .fault(let fault): throw fault
    case .end: return nil
    }
  }

  public func readBlock(into events: inout [EventBytes], limit: Int) throws(ReadFault) {
    events.removeAll(keepingCapacity: true)
    let slot = current()
    guard case .events(let count) = slot.runs[run] else { return }
    let number = min(limit, count - given)
    events.append(contentsOf: slot.events[event..<event + number])
    take(number, of: count)
  }

  /// Stops reading ahead, and waits until that is so; what was read is dropped.
  public func stop() {
    ring.isStopped.store(true, ordering: .releasing)
    ring.isFree.signal()
    queue.sync {}
  }

  private func take(_ number: Int, of count: Int) {
    given += number
    event += number
    guard given == count else { return }
    run += 1
    given = 0
  }

  /// The slot with the next run; the end of the log stays for ever.
  private func current() -> Slot {
    if let slot, run < slot.runs.count { return slot }
    if slot != nil { giveBack() }
    ring.isFilled.wait()
    let next = ring.slots[nextSlot]
    nextSlot = (nextSlot + 1) % ring.slots.count
    slot = next
    (run, given, event) = (0, 0, 0)
    format = next.format
    bytesConsumed = next.bytesConsumed
    return next
  }

  /// Gives slots back some at a time, so that who waits for them is woken seldom.
  private func giveBack() {
    emptied += 1
    guard emptied * 2 >= ring.slots.count else { return }
    for _ in 0..<emptied { ring.isFree.signal() }
    emptied = 0
  }
}

/// Some elements with the bytes that they point to.
private final class Slot {
  enum Run {
    case events(Int)
    case element(EventBytesElement)
    case fault(ReadFault)
    case end
  }

  /// How many elements there are at most, and after how many bytes no more are added.
  static let (elements, enoughBytes) = (2048, 256 << 10)
  /// All texts of one line fit, however long it is.
  private static let capacity = LogWindow.maximumLineBytes + enoughBytes

  private(set) var events: [EventBytes] = []
  private(set) var runs: [Run] = []
  var format: EventLogFormat?
  var bytesConsumed: Int64 = 0
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  private var used = 0
  /// The bytes that rejections keep of their lines.
  private var rejected = 0
  /// The pages of the log that hold bytes of other events.
  private var pages: [LogWindow.Page] = []
  private var eventsOfRun = 0

  deinit { bytes.deallocate() }

  var isFull: Bool {
    events.count + runs.count >= Slot.elements || used + rejected >= Slot.enoughBytes
      || pages.count > 1
  }

  func removeAll() {
    events.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    pages.removeAll(keepingCapacity: true)
    used = 0
    rejected = 0
    eventsOfRun = 0
  }

  /// Adds events whose bytes lie in a page.
  func add(_ block: [EventBytes], in page: LogWindow.Page) {
    events.append(contentsOf: block)
    eventsOfRun += block.count
    if pages.last !== page { pages.append(page) }
  }

  /// Adds an event with a copy of all that it points to.
  func add(_ event: EventBytes) {
    events.append(
      EventBytes(
        recipeID: copy(event.recipeID), userID: event.userID.map(copy),
        username: event.username.map(copy), at: event.at, id: event.id.map(copy),
        agent: event.agent, line: event.line, byteOffset: event.byteOffset))
    eventsOfRun += 1
  }

  /// Adds what comes behind the events that were added.
  func add(_ run: Run) {
    endRun()
    runs.append(run)
    if case .element(.rejected(let rejection)) = run { rejected += rejection.raw.count }
  }

  func endRun() {
    if eventsOfRun > 0 { runs.append(.events(eventsOfRun)) }
    eventsOfRun = 0
  }

  @inline(__always)
  private func copy(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    precondition(used + text.count <= Slot.capacity, "the texts of a line fit")
    let target = bytes + used
    if let base = text.baseAddress { target.update(from: base, count: text.count) }
    used += text.count
    return UnsafeBufferPointer(start: target, count: text.count)
  }
}

/// The slots that go round between the thread that fills them and the one that empties them.
///
/// The semaphores say whose a slot is, so no two threads ever touch the same one; the reader is
/// the filling thread's alone until it ends.
private final class Ring: @unchecked Sendable {
  let slots = (0..<8).map { _ in Slot() }
  let isFree = DispatchSemaphore(value: 0)
  let isFilled = DispatchSemaphore(value: 0)
  let isStopped = Atomic(false)

  private let reader: EventLogReader
  private let bytesConsumed: () -> Int64
  private var block: [EventBytes] = []
  private static let blockEvents = 256

  init(_ reader: EventLogReader, bytesConsumed: @escaping () -> Int64) {
    self.reader = reader
    self.bytesConsumed = bytesConsumed
    for _ in slots { isFree.signal() }
  }

  /// Fills slot after slot until the log ends or somebody asks to stop.
  func fill() {
    for index in sequence(first: 0, next: { ($0 + 1) % self.slots.count }) {
      isFree.wait()
      if isStopped.load(ordering: .acquiring) { return }
      let slot = slots[index]
      slot.removeAll()
      let goesOn = fill(slot)
      slot.endRun()
      slot.format = reader.format
      slot.bytesConsumed = bytesConsumed()
      isFilled.signal()
      guard goesOn else { return }
    }
  }

  /// Fills one slot; false when the log has ended in it.
  private func fill(_ slot: Slot) -> Bool {
    do throws(ReadFault) {
      while !slot.isFull {
        try reader.readBlock(into: &block, limit: Ring.blockEvents)
        guard block.isEmpty else {
          slot.add(block, in: reader.page)
          continue
        }
        switch try reader.nextBytes() {
        case .event(let event): slot.add(event)
        case .some(let element): slot.add(.element(element))
        case nil:
          slot.add(.end)
          return false
        }
      }
      return true
    } catch {
      slot.add(.fault(error))
      return false
    }
  }
}
