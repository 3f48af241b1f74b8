public import RecipeModel

/// The raw view events of one UTC day, packed.
///
/// A segment is a multiset: two events that agree in recipe, viewer and millisecond are two
/// events. The bytes are, in this order:
///
/// - the version, one byte, 1;
/// - the number of events, a varint;
/// - each event, sorted by recipe, viewer (0 for none) and millisecond of the day, as three
///   varints: the distance from the last recipe; the distance from the last viewer, or the viewer
///   where the recipe changed; the distance from the last millisecond, or the millisecond where
///   recipe or viewer changed;
/// - CRC-32 of all that, four bytes, the lowest first.
///
/// A varint has seven bits in each byte, the lowest first, and the high bit set in all bytes but
/// the last. Distances wrap around at 64 bits, so that every key can be written.
public enum ViewSegment {
  static let version: UInt8 = 1

  /// Packs the events of a day.
  ///
  /// - Parameters:
  ///   - events: Sorted (`sortForCounting`), and all on the day.
  ///   - day: The day in UTC; it is not written.
  /// - Returns: The bytes of the segment.
  public static func encode(_ events: [ViewEvent], on day: Day) -> [UInt8] {
    var bytes: [UInt8] = [version]
    bytes.reserveCapacity(16 + events.count * 10)
    appendVarint(UInt64(events.count), to: &bytes)
    let start = day.start.milliseconds
    var last = ViewEvent(recipe: 0, viewer: nil, at: day.start)
    for event in events {
      precondition(event.at.day == day, "a segment holds the events of one day")
      let isSameRecipe = event.recipe == last.recipe
      let isSameViewer = isSameRecipe && event.viewerCode == last.viewerCode
      let viewerBefore = isSameRecipe ? last.viewerCode : 0
      let momentBefore = isSameViewer ? last.at.milliseconds : start
      appendVarint(UInt64(bitPattern: event.recipe &- last.recipe), to: &bytes)
      appendVarint(UInt64(bitPattern: event.viewerCode &- viewerBefore), to: &bytes)
      appendVarint(UInt64(bitPattern: event.at.milliseconds &- momentBefore), to: &bytes)
      last = event
    }
    let checksum = CRC32().checksum(of: bytes[...])
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
    }
    return bytes
  }

  /// Unpacks the events of a day, sorted; refuses bytes that `encode` did not make.
  public static func decode(
    _ bytes: [UInt8], on day: Day
  ) throws(ViewSegmentFault) -> [ViewEvent] {
    guard bytes.count >= 6 else { throw .corrupt(day, .length) }
    guard bytes[0] == version else { throw .corrupt(day, .version) }
    let end = bytes.count - 4
    let checksum = bytes[end...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard CRC32().checksum(of: bytes[..<end]) == checksum else { throw .corrupt(day, .checksum) }
    var reader = VarintReader(bytes: bytes[1..<end])
    // An event takes three bytes or more, so a wrong count cannot ask for much memory.
    guard let count = reader.next(), count <= UInt64(bytes.count / 3) else {
      throw .corrupt(day, .length)
    }
    var events: [ViewEvent] = []
    events.reserveCapacity(Int(count))
    var last = ViewEvent(recipe: 0, viewer: nil, at: day.start)
    for _ in 0..<count {
      guard let event = reader.nextEvent(after: last, on: day) else {
        throw .corrupt(day, .length)
      }
      guard event.at.day == day, event.viewerCode >= 0, events.isEmpty || last <= event else {
        throw .corrupt(day, .order)
      }
      events.append(event)
      last = event
    }
    guard reader.isAtEnd else { throw .corrupt(day, .length) }
    return events
  }

  /// The union of two sorted lists of events, in which each event is as frequent as in the list
  /// that has it more often; and how many events the first list did not have.
  ///
  /// So loading a log a second time adds nothing, and two equal events in one log stay two.
  public static func union(
    _ existing: [ViewEvent], _ incoming: [ViewEvent]
  ) -> (events: [ViewEvent], added: Int) {
    var union: [ViewEvent] = []
    union.reserveCapacity(Swift.max(existing.count, incoming.count))
    var (old, new) = (0, 0)
    while old < existing.count, new < incoming.count {
      if existing[old] <= incoming[new] {
        if existing[old] == incoming[new] { new += 1 }
        union.append(existing[old])
        old += 1
      } else {
        union.append(incoming[new])
        new += 1
      }
    }
    union += existing[old...]
    union += incoming[new...]
    return (union, union.count - existing.count)
  }

  private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads the varints of a segment.
private struct VarintReader {
  var bytes: ArraySlice<UInt8>
  private var position: Int

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  /// The next number; nil at the end, and for one that does not fit in 64 bits.
  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard position < bytes.endIndex else { return nil }
      let byte = bytes[position]
      position += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  mutating func nextEvent(after last: ViewEvent, on day: Day) -> ViewEvent? {
    guard let recipe = next(), let viewer = next(), let moment = next() else { return nil }
    var event = last
    event.recipe = last.recipe &+ Int64(bitPattern: recipe)
    let isSameRecipe = recipe == 0
    event.viewerCode = (isSameRecipe ? last.viewerCode : 0) &+ Int64(bitPattern: viewer)
    let before = isSameRecipe && viewer == 0 ? last.at : day.start
    event.at.milliseconds = before.milliseconds &+ Int64(bitPattern: moment)
    return event
  }
}
