/// The ids of the events of one load.
///
/// Holds 64 bits of a hash for each, in a table that is never more than three quarters full: some
/// 16 bytes an id, so logs with ids take memory with their number, 16 MB for a million. Two
/// different ids would be taken for one once in many thousand loads of a hundred million.
struct SeenIDs {
  /// 0 is a free slot.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var count = 0

  /// Notes an id, and says whether it is new.
  mutating func insert(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    let isNew = insert(max(IDHash.hash(id), 1))
    if isNew, count * 4 > slots.count * 3 { grow() }
    return isNew
  }

  private mutating func insert(_ hash: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    count = 0
    for hash in old where hash != 0 { _ = insert(hash) }
  }
}
