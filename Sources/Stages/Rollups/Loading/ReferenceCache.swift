/// A bounded memory of what ids stand for, in front of a slower look-up.
///
/// Each id has one slot, and the last of those that share it stays. Unknown ids are remembered
/// too, as whatever value stands for them.
struct ReferenceCache<Value> {
  private struct Slot {
    var id: [UInt8]
    var value: Value
  }

  /// A power of two.
  private static var slotCount: Int { 1 << 17 }
  private var slots: [Slot] = []
  /// The index in `slots` of the id with each hash; -1 where no id with it was asked for yet.
  private var places = [Int32](repeating: -1, count: slotCount)

  /// Longer ids are looked up each time: none that is stored is as long.
  private static var longestID: Int { 256 }

  /// What an id stands for.
  mutating func value<Failure: Error>(
    of id: UnsafeBufferPointer<UInt8>, lookUp: ([UInt8]) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard id.count <= ReferenceCache.longestID else { return try lookUp(Array(id)) }
    let hash = Int(truncatingIfNeeded: IDHash.hash(id)) & (ReferenceCache.slotCount - 1)
    let place = Int(places[hash])
    if place >= 0, slots[place].id.elementsEqual(id) { return slots[place].value }
    let bytes = Array(id)
    let value = try lookUp(bytes)
    if place >= 0 {
      slots[place] = Slot(id: bytes, value: value)
    } else {
      places[hash] = Int32(slots.count)
      slots.append(Slot(id: bytes, value: value))
    }
    return value
  }
}
