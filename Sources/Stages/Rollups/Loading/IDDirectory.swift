/// What ids stand for, in memory.
///
/// Holds ids that are UUIDs in their usual form, 48 to 96 bytes for each; whatever else there is has
/// to be looked up. Looking up takes no allocation.
final class IDDirectory {
  private struct Entry {
    var high: UInt64
    var low: UInt64
    /// `missing` in a free entry.
    var value: Int64
  }

  /// What an id stands for that stands for nothing.
  static let missing: Int64 = 0

  private var pages: LargePages<Entry>
  /// Those of the pages: a power of two, never more than half full.
  private var entries: UnsafeMutableBufferPointer<Entry>
  private var count = 0
  /// The sum of what was fetched: without it fetching would be left out as being of no use.
  private var fetched: Int64 = 0

  /// Takes ids with what each stands for, those that are no UUIDs left out.
  ///
  /// - Parameters:
  ///   - capacity: How many there is room for at once.
  ///   - each: Hands over one id after the other; the bytes need only be valid within the call.
  /// - Throws: Whatever handing over throws.
  init<Failure: Error>(
    capacity: Int,
    _ each: (_ add: (UnsafeBufferPointer<UInt8>, Int64) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    pages = LargePages(count: size)
    entries = pages.elements
    var waiting: [Entry] = []
    waiting.reserveCapacity(LookUps.limit)
    try each { id, value in
      precondition(value != IDDirectory.missing, "an id stands for something")
      guard let (high, low) = IDDirectory.parse(id) else { return }
      waiting.append(Entry(high: high, low: low, value: value))
      if waiting.count == LookUps.limit { insert(&waiting) }
    }
    insert(&waiting)
  }

  /// Adds entries; their places are fetched together, because each waits for memory.
  private func insert(_ waiting: inout [Entry]) {
    makeRoom(for: waiting.count)
    count += waiting.count
    fetch(waiting.count) { start(waiting[$0].high, waiting[$0].low) }
    for entry in waiting {
      entries[place(entry.high, entry.low, from: start(entry.high, entry.low))] = entry
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func makeRoom(for number: Int) {
    while (count + number) * 2 > entries.count {
      let old = pages
      pages = LargePages(count: old.elements.count * 2)
      entries = pages.elements
      withExtendedLifetime(old) {
        for entry in old.elements where entry.value != IDDirectory.missing {
          entries[place(entry.high, entry.low, from: start(entry.high, entry.low))] = entry
        }
      }
    }
  }

  /// Finds out what ids stand for that are not there yet, each once and in the order of the ids.
  ///
  /// Ids that are no UUIDs are left out.
  ///
  /// - Parameters:
  ///   - ids: Some ids, of which some may be nil.
  ///   - value: Says what an id stands for.
  /// - Throws: Whatever `value` throws.
  func add<Failure: Error>(
    _ ids: some Sequence<UnsafeBufferPointer<UInt8>?>,
    _ value: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Int64
  ) throws(Failure) {
    var missing: [(high: UInt64, low: UInt64, id: UnsafeBufferPointer<UInt8>)] = []
    for id in ids {
      guard let id, let (high, low) = IDDirectory.parse(id),
        entries[place(high, low, from: start(high, low))].value == IDDirectory.missing
      else { continue }
      missing.append((high, low, id))
    }
    missing.sort { ($0.high, $0.low) < ($1.high, $1.low) }
    makeRoom(for: missing.count)
    var last: (high: UInt64, low: UInt64)?
    for (high, low, id) in missing {
      if let last, last == (high, low) { continue }
      last = (high, low)
      let value = try value(id)
      precondition(value != IDDirectory.missing, "an id stands for something")
      entries[place(high, low, from: start(high, low))] = Entry(
        high: high, low: low, value: value)
      count += 1
    }
  }

  /// What an id stands for; nil for one that is not there, or is no UUID.
  func value(of id: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let (high, low) = IDDirectory.parse(id) else { return nil }
    let value = entries[place(high, low, from: start(high, low))].value
    return value == IDDirectory.missing ? nil : value
  }

  /// Ids that are looked up together, and what they stand for.
  final class LookUps {
    /// How many they are at most.
    static let limit = 256

    fileprivate typealias Key = (high: UInt64, low: UInt64, start: Int)
    fileprivate let keys = UnsafeMutablePointer<Key>.allocate(capacity: limit)
    /// What each id stands for; `missing` for one that is not there, or is no UUID.
    fileprivate let values = UnsafeMutablePointer<Int64>.allocate(capacity: limit)

    init() {
      values.initialize(repeating: IDDirectory.missing, count: LookUps.limit)
    }

    deinit {
      keys.deallocate()
      values.deallocate()
    }

    /// What an id stands for, by its place among those that were looked up last.
    @inline(__always)
    subscript(index: Int) -> Int64 { values[index] }
  }

  /// Looks up many ids, of which some may be nil.
  ///
  /// All places are worked out and fetched before the first is looked at: each look-up waits for
  /// memory, and would keep the next one waiting.
  func values(
    of count: Int, into lookUps: LookUps, _ id: (Int) -> UnsafeBufferPointer<UInt8>?
  ) {
    precondition(count <= LookUps.limit, "there is room for what is looked up together")
    for index in 0..<count {
      if let id = id(index), let (high, low) = IDDirectory.parse(id) {
        (lookUps.keys + index).initialize(to: (high, low, start(high, low)))
      } else {
        (lookUps.keys + index).initialize(to: (0, 0, -1))
      }
    }
    fetch(count) { max(lookUps.keys[$0].start, 0) }
    for index in 0..<count {
      let key = lookUps.keys[index]
      guard key.start >= 0 else {
        lookUps.values[index] = IDDirectory.missing
        continue
      }
      lookUps.values[index] = entries[place(key.high, key.low, from: key.start)].value
    }
  }

  /// Fetches entries, in a loop so short that many are waited for at once.
  @inline(__always)
  private func fetch(_ number: Int, _ place: (Int) -> Int) {
    var sum: Int64 = 0
    for index in 0..<number { sum &+= entries[place(index)].value }
    fetched = sum
  }

  /// Where an id is looked for first.
  @inline(__always)
  private func start(_ high: UInt64, _ low: UInt64) -> Int {
    Int(truncatingIfNeeded: IDHash.mix(high ^ low &* 0x9E37_79B9_7F4A_7C15)) & (entries.count - 1)
  }

  /// Where an id is, or would be.
  @inline(__always)
  private func place(_ high: UInt64, _ low: UInt64, from start: Int) -> Int {
    var place = start
    while entries[place].value != IDDirectory.missing,
      entries[place].high != high || entries[place].low != low
    {
      place = (place + 1) & (entries.count - 1)
    }
    return place
  }

  /// Reads 8-4-4-4-12 lower-case hexadecimal digits; nil for anything else.
  @inline(__always)
  private static func parse(_ id: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
    let dash = UInt8(ascii: "-")
    guard id.count == 36, id[8] == dash, id[13] == dash, id[18] == dash, id[23] == dash else {
      return nil
    }
    let bytes = UnsafeRawBufferPointer(id)
    // Eight digits each, the second and third put together around the dashes.
    let second =
      UInt64(bytes.loadUnaligned(fromByteOffset: 9, as: UInt32.self))
      | UInt64(bytes.loadUnaligned(fromByteOffset: 14, as: UInt32.self)) << 32
    let third =
      UInt64(bytes.loadUnaligned(fromByteOffset: 19, as: UInt32.self))
      | UInt64(bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self)) << 32
    guard let a = digits(bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
      let b = digits(second), let c = digits(third),
      let d = digits(bytes.loadUnaligned(fromByteOffset: 28, as: UInt64.self))
    else { return nil }
    return (UInt64(a) << 32 | UInt64(b), UInt64(c) << 32 | UInt64(d))
  }

  /// The number that eight digits in memory order write; nil where one is none.
  @inline(__always)
  private static func digits(_ word: UInt64) -> UInt32? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let isLetter = (word >> 6) & ones
    // Digits are 0x30 to 0x39, letters 0x61 to 0x66; all sums keep within their bytes.
    let nibbles = (word & (ones &* 0x0F)) &+ isLetter &* 9
    let expected = nibbles &+ ones &* 0x30 &+ isLetter &* 0x27
    let isTenOrMore = ((nibbles &+ ones &* 6) >> 4) & ones
    guard word == expected, isTenOrMore == isLetter, nibbles & (ones &* 0xF0) == 0 else {
      return nil
    }
    // The first digit is the highest.
    var packed = nibbles.byteSwapped
    packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
    packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: packed | packed >> 16)
  }
}
