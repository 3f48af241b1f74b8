import Store

/// What the ids of a whole table stand for, in memory.
///
/// Holds ids that are UUIDs in their usual form, 32 bytes for each or a little more; whatever else
/// there is has to be looked up. Looking up takes no allocation.
struct IDDirectory {
  private struct Entry {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var value: Int64 = IDDirectory.free
  }

  private static let free = missing
  /// A power of two, never more than half full.
  private var entries: [Entry]
  private var count = 0

  /// Makes room for so many ids.
  init(capacity: Int) {
    var size = 1024
    while size < capacity * 2 { size *= 2 }
    entries = [Entry](repeating: Entry(), count: size)
  }

  /// Adds an id with what it stands for; false for one that is no UUID.
  mutating func insert(_ id: UnsafeBufferPointer<UInt8>, _ value: Int64) -> Bool {
    guard let (high, low) = IDDirectory.parse(id) else { return false }
    precondition(count * 2 < entries.count, "there is room for as many ids as were announced")
    let place = place(high, low)
    entries[place] = Entry(high: high, low: low, value: value)
    count += 1
    return true
  }

  /// What an id stands for; nil for one that is not there, or is no UUID.
  func value(of id: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let (high, low) = IDDirectory.parse(id) else { return nil }
    let value = entries[place(high, low)].value
    return value == IDDirectory.free ? nil : value
  }

  /// Ids that are looked up together, and what they stand for.
  final class LookUps {
    /// How many they are at most.
    static let limit = 256

    fileprivate typealias Key = (high: UInt64, low: UInt64, place: Int)
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

  /// What an id stands for that stands for nothing.
  static let missing = Int64.min

  /// Looks up many ids, of which some may be nil.
  ///
  /// All places are worked out before the first is looked at, so that the look-ups overlap: each
  /// waits for memory, and would keep the next one waiting.
  func values(
    of count: Int, into lookUps: LookUps, _ id: (Int) -> UnsafeBufferPointer<UInt8>?
  ) {
    precondition(count <= LookUps.limit, "there is room for what is looked up together")
    let mask = entries.count - 1
    for index in 0..<count {
      if let id = id(index), let (high, low) = IDDirectory.parse(id) {
        (lookUps.keys + index).initialize(to: (high, low, IDDirectory.hash(high, low) & mask))
      } else {
        (lookUps.keys + index).initialize(to: (0, 0, -1))
      }
    }
    entries.withUnsafeBufferPointer { entries in
      for index in 0..<count {
        let key = lookUps.keys[index]
        var place = key.place
        guard place >= 0 else {
          lookUps.values[index] = IDDirectory.missing
          continue
        }
        // A free entry says `missing`.
        while entries[place].value != IDDirectory.free,
          entries[place].high != key.high || entries[place].low != key.low
        {
          place = (place + 1) & mask
        }
        lookUps.values[index] = entries[place].value
      }
    }
  }

  @inline(__always)
  private static func hash(_ high: UInt64, _ low: UInt64) -> Int {
    Int(truncatingIfNeeded: IDHash.mix(high ^ low &* 0x9E37_79B9_7F4A_7C15))
  }

  /// Where an id is, or would be.
  @inline(__always)
  private func place(_ high: UInt64, _ low: UInt64) -> Int {
    let mask = entries.count - 1
    var place = IDDirectory.hash(high, low) & mask
    while entries[place].value != IDDirectory.free,
      entries[place].high != high || entries[place].low != low
    {
      place = (place + 1) & mask
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
