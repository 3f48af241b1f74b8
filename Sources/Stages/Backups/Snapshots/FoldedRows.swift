import Store

/// Rows of one table by their keys, as two snapshots have them where they may differ.
struct FoldedRows {
  var before = Side()
  var after = Side()

  /// As one of them has them; the newest layer is laid first.
  struct Side {
    fileprivate var digests: [Int64: Int] = [:]
    fileprivate var gathered: [Int64: [Int64]] = [:]

    /// Takes a line unless a newer layer has its key.
    mutating func lay(_ line: SnapshotLine) {
      guard let key = line.key, digests[key] == nil else { return }
      digests[key] = line.digest
      if let values = line.gathered { gathered[key] = values }
    }

    /// Takes a line of a table without keys: the line is its own key.
    mutating func layWhole(_ line: SnapshotLine) {
      digests[Int64(line.digest)] = line.digest
    }
  }

  /// Takes a line that both have, where one of them has another one over it.
  mutating func layBelow(_ line: SnapshotLine) {
    guard let key = line.key, before.digests[key] != nil || after.digests[key] != nil else {
      return
    }
    before.lay(line)
    after.lay(line)
  }

  var sortedKeys: [Int64] {
    Set(before.digests.keys).union(after.digests.keys).sorted()
  }

  /// Counts the rows in which they differ.
  func count(into table: inout SnapshotComparison.Table) {
    for (key, digest) in before.digests where after.digests[key] != digest {
      let (old, new) = (before.gathered[key], after.gathered[key])
      if old != nil || new != nil {
        let (old, new) = (Set(old ?? []), Set(new ?? []))
        table.removed += old.subtracting(new).count
        table.added += new.subtracting(old).count
      } else if after.digests[key] == nil {
        table.removed += 1
      } else {
        table.changed += 1
      }
    }
    for key in after.digests.keys where before.digests[key] == nil {
      table.added += after.gathered[key]?.count ?? 1
    }
  }
}
