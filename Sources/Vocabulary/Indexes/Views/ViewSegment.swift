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
/// - the number of events that no person made, a varint, and for each two varints: the distance
///   from the place of the last such event among all, and its class;
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
    var robots = 0
    var bytes = [UInt8](unsafeUninitializedCapacity: 16 + events.count * 30) { room, count in
      var writer = VarintWriter(room)
      writer.append(version)
      writer.append(UInt64(events.count))
      robots = append(events, on: day, to: &writer)
      count = writer.count
    }
    appendVarint(UInt64(robots), to: &bytes)
    var before = 0
    for (place, event) in events.enumerated() where robots > 0 && event.agent != .person {
      appendVarint(UInt64(place - before), to: &bytes)
      appendVarint(UInt64(event.agent.code), to: &bytes)
      before = place
    }
    let checksum = bytes.withUnsafeBytes { CRC32.checksum(of: $0) }
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
    }
    return bytes
  }

  /// Writes the varints of the events; gives how many no person made.
  private static func append(
    _ events: [ViewEvent], on day: Day, to writer: inout VarintWriter
  ) -> Int {
    let start = day.start.milliseconds
    let end = day.advanced(by: 1).start.milliseconds
    var last = ViewEvent(recipe: 0, viewer: nil, at: day.start)
    var robots = 0
    for event in events {
      let moment = event.stamp >> 3
      precondition(moment >= start && moment < end, "a segment holds the events of one day")
      let isSameRecipe = event.recipe == last.recipe
      let isSameViewer = isSameRecipe && event.viewerCode == last.viewerCode
      let viewerBefore = isSameRecipe ? last.viewerCode : 0
      let momentBefore = isSameViewer ? last.stamp >> 3 : start
      writer.append(UInt64(bitPattern: event.recipe &- last.recipe))
      writer.append(UInt64(bitPattern: event.viewerCode &- viewerBefore))
      writer.append(UInt64(bitPattern: moment &- momentBefore))
      if event.stamp & 7 != 0 { robots += 1 }
      last = event
    }
    return robots
  }

  /// Unpacks the events of a day, sorted; refuses bytes that `encode` did not make.
  public static func decode(
    _ bytes: [UInt8], on day: Day
  ) throws(ViewSegmentFault) -> [ViewEvent] {
    guard bytes.count >= 7 else { throw .corrupt(day, .length) }
    guard bytes[0] == version else { throw .corrupt(day, .version) }
    let end = bytes.count - 4
    let checksum = bytes[end...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let actual = bytes.withUnsafeBytes {
      CRC32.checksum(of: UnsafeRawBufferPointer(rebasing: $0[..<end]))
    }
    guard actual == checksum else { throw .corrupt(day, .checksum) }
    do {
      return try bytes.withUnsafeBytes { bytes in
        try events(in: UnsafeRawBufferPointer(rebasing: bytes[1..<end]), on: day)
      }
    } catch let fault as ViewSegmentFault {
      throw fault
    } catch {
      preconditionFailure("unpacking throws no other fault")
    }
  }

  private static func events(
    in bytes: UnsafeRawBufferPointer, on day: Day
  ) throws(ViewSegmentFault) -> [ViewEvent] {
    var reader = VarintReader(bytes)
    // An event takes three bytes or more, so a wrong count cannot ask for much memory.
    guard let count = reader.next(), count <= UInt64(bytes.count / 3) else {
      throw .corrupt(day, .length)
    }
    var events: [ViewEvent] = []
    events.reserveCapacity(Int(count))
    let span = day.start.milliseconds..<day.advanced(by: 1).start.milliseconds
    var last = ViewEvent(recipe: 0, viewer: nil, at: day.start)
    for _ in 0..<count {
      guard let event = reader.nextEvent(after: last, from: span.lowerBound) else {
        throw .corrupt(day, .length)
      }
      guard span.contains(event.at.milliseconds), event.viewerCode >= 0,
        events.isEmpty || last <= event
      else { throw .corrupt(day, .order) }
      events.append(event)
      last = event
    }
    guard reader.readAgents(of: &events), events.isSortedForCounting else {
      throw .corrupt(day, .order)
    }
    guard reader.isAtEnd else { throw .corrupt(day, .length) }
    return events
  }

  /// What came of adding events to those of a day.
  public struct Union: Sendable, Equatable {
    /// Sorted.
    public var events: [ViewEvent]
    /// How many of them are new.
    public var added: Int
    /// How many were stored as made by something else.
    public var reclassified: Int

    public var changesNothing: Bool { added == 0 && reclassified == 0 }
  }

  /// The union of two sorted lists of events, in which each event is as frequent as in the list
  /// that has it more often.
  ///
  /// So loading a log a second time adds nothing, and two equal events in one log stay two. What
  /// opened the recipe does not make another event of it: a robot that only one list knows for
  /// one stays a robot. Of equal events the highest classes are the same ones, so that neither the
  /// order of lists nor a list that comes again makes a difference.
  public static func union(_ existing: [ViewEvent], _ incoming: [ViewEvent]) -> Union {
    if existing.isEmpty {
      return Union(events: incoming, added: incoming.count, reclassified: 0)
    }
    var union = Union(events: [], added: 0, reclassified: 0)
    union.events.reserveCapacity(Swift.max(existing.count, incoming.count))
    var (old, new) = (0, 0)
    while old < existing.count, new < incoming.count {
      if existing[old].isSameEvent(as: incoming[new]) {
        let (oldEnd, newEnd) = (existing.endOfEqual(from: old), incoming.endOfEqual(from: new))
        union.merge(existing[old..<oldEnd], incoming[new..<newEnd])
        (old, new) = (oldEnd, newEnd)
      } else if existing[old] < incoming[new] {
        union.events.append(existing[old])
        old += 1
      } else {
        union.events.append(incoming[new])
        new += 1
      }
    }
    union.events += existing[old...]
    union.events += incoming[new...]
    union.added = union.events.count - existing.count
    return union
  }
}

extension ViewSegment.Union {
  /// Appends the union of events that are the same but for their classes.
  fileprivate mutating func merge(_ old: ArraySlice<ViewEvent>, _ new: ArraySlice<ViewEvent>) {
    let length = Swift.max(old.count, new.count)
    for place in (0..<length).reversed() {
      let (kept, other) = (old.dropLast(place).last, new.dropLast(place).last)
      guard var event = kept ?? other else { continue }
      if let kept, let other, kept.stamp < other.stamp {
        event = other
        reclassified += 1
      }
      events.append(event)
    }
  }
}

extension [ViewEvent] {
  /// How many events of a sorted list are the same as one, whatever made them.
  public func count(ofSame event: ViewEvent) -> Int {
    // The first that is not before the event made by a person, which comes first.
    var (low, high) = (0, count)
    let first = ViewEvent(recipe: event.recipe, viewer: event.viewer, at: event.at)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < first { low = middle + 1 } else { high = middle }
    }
    guard low < count, self[low].isSameEvent(as: event) else { return 0 }
    return endOfEqual(from: low) - low
  }

  /// The end of the events that are the same as one of them.
  fileprivate func endOfEqual(from start: Int) -> Int {
    var end = start + 1
    while end < count, self[end].isSameEvent(as: self[start]) { end += 1 }
    return end
  }
}

extension VarintReader {
  fileprivate mutating func nextEvent(
    after last: ViewEvent, from midnight: Int64
  ) -> ViewEvent? {
    guard let recipe = next(), let viewer = next(), let moment = next() else { return nil }
    var event = last
    event.recipe = last.recipe &+ Int64(bitPattern: recipe)
    let isSameRecipe = recipe == 0
    event.viewerCode = (isSameRecipe ? last.viewerCode : 0) &+ Int64(bitPattern: viewer)
    let before = isSameRecipe && viewer == 0 ? last.at.milliseconds : midnight
    event.stamp = (before &+ Int64(bitPattern: moment)) << 3
    return event
  }

  /// Reads which events no person made; false for what `encode` did not write.
  fileprivate mutating func readAgents(of events: inout [ViewEvent]) -> Bool {
    guard let count = next() else { return false }
    var place = 0
    for number in 0..<count {
      guard let distance = next(), let code = next(), distance > 0 || number == 0,
        distance < UInt64(events.count), code > 0,
        let agent = UInt8(exactly: code).flatMap(AgentClass.init(code:))
      else { return false }
      place += Int(distance)
      guard place < events.count else { return false }
      events[place].stamp |= Int64(agent.code)
    }
    return true
  }
}
