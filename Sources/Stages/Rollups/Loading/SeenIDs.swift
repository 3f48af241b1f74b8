/// The ids of the events of one load.
///
/// Holds 64 bits of a hash for each, in a table that is never more than three quarters full: some
/// 16 bytes an id, so logs with ids take memory with their number, 16 MB for a million. Two
/// different ids would be taken for one once in many thousand loads of a hundred million.
final class SeenIDs {
  private var pages: LargePages<UInt64>
  /// Those of the pages; 0 is a free slot.
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private var count = 0
  private var hashes: [UInt64] = []
  /// The sum of what was fetched: without it fetching would be left out as being of no use.
  private var fetched: UInt64 = 0
  /// A table that is made ready at once has room for so many at most.
  private static let mostExpected = 8_000_000

  /// Makes room for about so many ids; more may come.
  init(expecting expected: Int = 0) {
    var size = 1024
    while size * 3 < min(expected, SeenIDs.mostExpected) * 4 { size *= 2 }
    pages = LargePages(count: size)
    slots = pages.elements
  }

  /// Notes an id, and says whether it is new.
  func insert(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    makeRoom(for: 1)
    return insert(IDHash.hash(id))
  }

  /// Notes many ids, and says of each whether it is new; nil counts as new.
  ///
  /// All are hashed and their slots fetched before the first is looked for: each look-up waits for
  /// memory, and would keep the next one waiting.
  func insert(
    _ number: Int, into isNew: inout [Bool], _ id: (Int) -> UnsafeBufferPointer<UInt8>?
  ) {
    makeRoom(for: number)
    hashes.removeAll(keepingCapacity: true)
    for index in 0..<number {
      // 0 stands for none.
      hashes.append(id(index).map { max(IDHash.hash($0), 1) } ?? 0)
    }
    isNew.removeAll(keepingCapacity: true)
    let mask = slots.count - 1
    // In a loop so short that many are waited for at once.
    fetched = hashes.reduce(0) { $0 &+ slots[Int(truncatingIfNeeded: $1) & mask] }
    for hash in hashes { isNew.append(hash == 0 || insert(hash)) }
  }

  @inline(__always)
  private func insert(_ idHash: UInt64) -> Bool {
    let hash = max(idHash, 1)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    count += 1
    return true
  }

  private func makeRoom(for number: Int) {
    while (count + number) * 4 > slots.count * 3 {
      let old = pages
      pages = LargePages(count: old.elements.count * 2)
      slots = pages.elements
      count = 0
      withExtendedLifetime(old) {
        for hash in old.elements where hash != 0 { _ = insert(hash) }
      }
    }
  }
}
