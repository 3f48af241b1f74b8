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
  private var slots = [Slot?](repeating: nil, count: slotCount)

  /// What an id stands for.
  mutating func value<Failure: Error>(
    of id: UnsafeBufferPointer<UInt8>, lookUp: ([UInt8]) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let place = Int(truncatingIfNeeded: IDHash.hash(id)) & (ReferenceCache.slotCount - 1)
    if let slot = slots[place], slot.id.elementsEqual(id) { return slot.value }
    let bytes = Array(id)
    let value = try lookUp(bytes)
    slots[place] = Slot(id: bytes, value: value)
    return value
  }
}
