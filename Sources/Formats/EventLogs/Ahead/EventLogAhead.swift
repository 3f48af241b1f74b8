public import PipelineCore

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
/// Memory holds some thousand elements. `stop` waits until nothing reads the log any more, and must
/// come before anything else does.
public final class EventLogAhead: EventReading {
  public private(set) var format: EventLogFormat?
  /// What `bytesConsumed` said when the elements at hand had been read.
  public private(set) var bytesConsumed: Int64 = 0

  private let ring = SlotRing((0..<8).map { _ in Slot() })
  private var slot: Slot?
  /// The next of the slot's runs, and how many of its events were given.
  private var run = 0
  private var given = 0
  /// The next of the slot's events.
  private var event = 0

  /// Begins to read; nothing else may read the log from here on.
  ///
  /// `bytesConsumed` says how much of the input the reader used up; it is asked on the thread that
  /// reads.
  public init(_ reader: EventLogReader, bytesConsumed: @escaping () -> Int64) {
    ring.start { $0.fill(from: reader, bytesConsumed: bytesConsumed) }
  }

  deinit { ring.stop() }

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
  public func stop() { ring.stop() }

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
    let next = ring.next()
    slot = next
    (run, given, event) = (0, 0, 0)
    format = next.format
    bytesConsumed = next.bytesConsumed
    return next
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
  /// How many events are read at a time.
  private static let blockEvents = 256
  /// All texts of one line fit, however long it is.
  private static let capacity = LogWindow.maximumLineBytes + enoughBytes

  private(set) var events: [EventBytes] = []
  private(set) var runs: [Run] = []
  private(set) var format: EventLogFormat?
  private(set) var bytesConsumed: Int64 = 0
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  private var used = 0
  /// The bytes that rejections keep of their lines.
  private var rejected = 0
  /// The pages of the log that hold bytes of other events.
  private var pages: [LogWindow.Page] = []
  private var eventsOfRun = 0

  deinit { bytes.deallocate() }

  private var isFull: Bool {
    events.count + runs.count >= Slot.elements || used + rejected >= Slot.enoughBytes
      || pages.count > 1
  }

  /// Reads elements in place of those that it has; false when the log has ended in it.
  func fill(from reader: EventLogReader, bytesConsumed: () -> Int64) -> Bool {
    removeAll()
    let goesOn = read(from: reader)
    endRun()
    format = reader.format
    self.bytesConsumed = bytesConsumed()
    return goesOn
  }

  private func read(from reader: EventLogReader) -> Bool {
    do throws(ReadFault) {
      while !isFull {
        let count = try reader.readBlock(appendingTo: &events, limit: Slot.blockEvents)
        guard count == 0 else {
          eventsOfRun += count
          if pages.last !== reader.page { pages.append(reader.page) }
          continue
        }
        switch try reader.nextBytes() {
        case .event(let event): add(event)
        case .some(let element): add(.element(element))
        case nil:
          add(.end)
          return false
        }
      }
      return true
    } catch {
      add(.fault(error))
      return false
    }
  }

  private func removeAll() {
    events.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    pages.removeAll(keepingCapacity: true)
    used = 0
    rejected = 0
    eventsOfRun = 0
  }

  /// Adds an event with a copy of all that it points to.
  private func add(_ event: EventBytes) {
    events.append(event.pointing(toCopiesBy: copy))
    eventsOfRun += 1
  }

  /// Adds what comes behind the events that were added.
  private func add(_ run: Run) {
    endRun()
    runs.append(run)
    if case .element(.rejected(let rejection)) = run { rejected += rejection.raw.count }
  }

  private func endRun() {
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
