import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

@Suite struct ComparisonTests {
  private func compare(
    _ repository: Repository, _ earlier: SnapshotID, _ later: SnapshotID
  ) throws -> SnapshotComparison.Summary {
    try SnapshotComparison(
      repository: repository, earlier: earlier, later: later, holder: "a test"
    ).run()
  }

  /// The rows of a store by table, and by number where they have one.
  private func rows(of store: RecipeStore) throws -> [SnapshotTable: [String: String]] {
    try store.read { (transaction) throws in
      var tables: [SnapshotTable: [String: String]] = [:]
      for table in SnapshotTable.allCases {
        let columns = try SnapshotColumns(of: table.rawValue, in: transaction)
        try transaction.eachSnapshotBlock(of: table, .all) { block in
          for line in String(decoding: block.lines, as: UTF8.self).split(separator: "\n")
            .dropFirst()
          {
            let key = line.dropFirst().prefix { $0 != "," && $0 != "]" }
            if table.gathered != nil {
              let values = line.dropFirst(key.count + 3).dropLast(2)
              for value in values.split(separator: ",") {
                tables[table, default: [:]]["\(key) \(value)"] = ""
              }
            } else if columns.integerKey != nil {
              tables[table, default: [:]][String(key)] = String(line)
            } else {
              tables[table, default: [:]][String(line)] = ""
            }
          }
        }
      }
      return tables
    }
  }

  @Test(arguments: 0..<12)
  func `what changed between any two snapshots is what their stores differ in`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      var states: [(id: SnapshotID, rows: [SnapshotTable: [String: String]])] = []
      for step in 0..<5 {
        switch (seed + step) % 4 {
        case 0: try hamlet.grow()
        case 1: try hamlet.alter()
        case 2: try hamlet.remove()
        default: break
        }
        let snapshot = try hamlet.backUp(isFull: step == 3 && seed.isMultiple(of: 2))
        states.append((snapshot.id, try rows(of: hamlet.store)))
      }
      for (first, second) in [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (4, 0), (1, 3), (2, 2)] {
        let (before, after) = (states[first], states[second])
        let summary = try compare(hamlet.repository, before.id, after.id)
        #expect(summary.tables.count == SnapshotTable.allCases.count)
        for table in summary.tables {
          let kind = try #require(SnapshotTable(rawValue: table.name))
          let (old, new) = (before.rows[kind] ?? [:], after.rows[kind] ?? [:])
          var expected = SnapshotComparison.Table(
            name: table.name, rowsBefore: old.count, rowsAfter: new.count)
          for (key, row) in old {
            if let other = new[key] {
              if other != row { expected.changed += 1 }
            } else {
              expected.removed += 1
            }
          }
          expected.added = new.keys.count { old[$0] == nil }
          #expect(table == expected, "from \(first) to \(second)")
        }
      }
    }
  }

  @Test func `of two snapshots that share their shards only the other ones are read`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 5, in: folder)
      let first = try hamlet.backUp()
      let same = try hamlet.backUp()
      let nothing = try compare(hamlet.repository, first.id, same.id)
      #expect(!nothing.tables.contains(where: \.differs) && nothing.shards.read == 0)
      try hamlet.store.write { (transaction) throws in
        try transaction.execute(
          "UPDATE user SET updated_at = updated_at + 1, change = ? WHERE id = 1",
          [transaction.change])
      }
      let changed = try hamlet.backUp()
      let one = try compare(hamlet.repository, first.id, changed.id)
      #expect(one.tables.filter(\.differs).map(\.name) == ["installation", "user"])
      #expect(one.tables.first { $0.name == "user" }?.changed == 1)
      // Of each the row as it is now, and the shard in which it was.
      #expect(one.shards.read == 4)
    }
  }

  @Test func `a row that one of them has over a shard of both counts as changed`() throws {
    try withTemporaryFolder { folder in
      let hamlet = try Hamlet(seed: 5, in: folder)
      let session = try hamlet.repository.beginAdding(holder: "a test")
      func shard(_ keys: ClosedRange<Int>, _ text: String) throws -> SnapshotManifest.Shard {
        let rows = keys.map { "[\($0),\"\(text)\"]\n" }.joined()
        let lines = #"{"table":"tag","columns":["id","name"]}"# + "\n" + rows
        return SnapshotManifest.Shard(
          object: try session.storeShard(Array(lines.utf8)).reference, rows: keys.count, keys: keys)
      }
      func snapshot(
        _ second: Int64, _ layers: [[SnapshotManifest.Shard]], onto parent: SnapshotID? = nil
      ) throws -> SnapshotID {
        try session.write(
          SnapshotManifest(
            schemaVersion: 1, createdAt: Instant(milliseconds: second * 1000),
            kind: parent == nil ? .full : .incremental, parent: parent, profile: "full",
            store: SnapshotManifest.StoreState(installationID: "i", changeCounter: 1),
            tables: [
              SnapshotManifest.Table(
                name: "tag", rows: 4, layers: layers.map { SnapshotManifest.Layer(shards: $0) })
            ], images: SnapshotManifest.Images(count: 0, bytes: 0)))
      }
      let both = try shard(3...4, "both")
      let first = try snapshot(1, [[try shard(1...2, "old"), both]])
      let second = try snapshot(2, [[try shard(1...2, "new"), both]])
      let third = try snapshot(
        3, [[try shard(1...2, "new"), both], [try shard(3...3, "over")]], onto: second)
      session.end()
      for (earlier, later, changed, read) in [
        (first, second, 2, 2), (first, third, 3, 4), (third, first, 3, 4), (second, third, 1, 2),
      ] {
        let summary = try compare(hamlet.repository, earlier, later)
        #expect(
          summary.tables == [
            SnapshotComparison.Table(name: "tag", rowsBefore: 4, rowsAfter: 4, changed: changed)
          ])
        #expect(summary.shards.read == read)
      }
    }
  }

  @Test func `a shard that is damaged is named, where it has to be read`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 5, in: folder)
      let first = try hamlet.backUp()
      try hamlet.alter()
      let second = try hamlet.backUp()
      let shared = Set(first.manifest.shards.map(\.object))
      let own = try #require(
        second.manifest.shards.map(\.object).first { !shared.contains($0) })
      let path =
        "\(hamlet.repository.path)/\(hamlet.repository.name(of: own.digest, .shard))"
      try FileManager.default.removeItem(atPath: path)
      let fault = #expect(throws: RepositoryFault.self) {
        try compare(hamlet.repository, first.id, second.id)
      }
      #expect(fault?.path == path && fault?.cause == .missing)
    }
  }
}
