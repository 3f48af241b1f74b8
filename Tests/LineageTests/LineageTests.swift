import Foundation
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Lineage
@testable import Store

struct LineageTests {
  @Test(arguments: 0..<40)
  func `R18: following the changes gives the rows of a rebuild, and of a walk down`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      var edits = RandomEdits(seed: seed)
      for _ in 0..<6 {
        for _ in 0..<Int.random(in: 1...4, using: &edits.generator) {
          try forest.store.write { transaction in try edits.apply(to: forest, in: transaction) }
        }
        _ = try LineageStage.run(
          on: forest.store, rebuilding: false,
          limits: LineageStage.Limits(
            batch: Int.random(in: 1...12, using: &edits.generator),
            whole: Int.random(in: 0...40, using: &edits.generator)))
        #expect(try forest.rows() == forest.expectedRows())
      }
      let followed = try forest.rows()
      let trees = followed.count { $0.contains(" at 0 ") }
      let forks = followed.count - trees
      // As many forks as may be taken at once, and one more.
      for whole in [forks, forks - 1] {
        let report = try LineageStage.run(
          on: forest.store, rebuilding: true, limits: LineageStage.Limits(batch: 5, whole: whole))
        #expect(try forest.rows() == followed)
        #expect(report.recipes == followed.count && report.trees == trees)
      }
    }
  }

  @Test func `a run without changes writes nothing`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.add(1, in: transaction)
        try forest.add(2, from: 1, .share, in: transaction)
      }
      #expect(try LineageStage.run(on: forest.store).recipes == 2)
      let counter = "SELECT change FROM installation"
      let before = try forest.store.read { try $0.integer(counter) }
      #expect(try LineageStage.run(on: forest.store) == LineageReport())
      #expect(try forest.store.read { try $0.integer(counter) } == before)
    }
  }

  @Test func `an edit that moves nothing renumbers nothing`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.add(1, in: transaction)
        try forest.add(2, from: 1, .variant, in: transaction)
        try forest.add(3, in: transaction)
        try forest.add(4, from: 3, .variant, in: transaction)
      }
      try LineageStage.run(on: forest.store)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.delete(1, in: transaction)
        try forest.delete(4, in: transaction)
        try forest.add(5, from: 3, .share, in: transaction)
      }
      let report = try LineageStage.run(on: forest.store)
      #expect(report.trees == 1)
      #expect(report.recipes == 3)
    }
  }

  @Test func `R25: a personal copy is neither node nor edge`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.add(1, in: transaction)
        try forest.add(2, from: 1, .personalCopy, in: transaction)
      }
      try LineageStage.run(on: forest.store)
      #expect(try forest.rows().isEmpty)
    }
  }

  @Test func `a cycle across rows is refused with its path and moves nothing`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      try forest.store.write { (transaction) throws(StoreFault) in
        for number in 1...5 as ClosedRange<Int64> { try forest.add(number, in: transaction) }
        try forest.move(2, to: 1, in: transaction)
        try forest.move(3, to: 4, in: transaction)
        try forest.move(4, to: 5, in: transaction)
        try forest.move(5, to: 3, in: transaction)
      }
      for whole in [0, 9] {
        #expect(throws: LineageCycle(path: ["r3", "r4", "r5"].map { RecipeID($0) })) {
          try LineageStage.run(
            on: forest.store, rebuilding: false, limits: LineageStage.Limits(whole: whole))
        }
      }
      #expect(try forest.rows().isEmpty)
      #expect(try forest.store.read { try $0.watermark(of: .lineage) } == 0)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.move(5, to: nil, in: transaction)
      }
      try LineageStage.run(on: forest.store)
      #expect(try forest.rows() == forest.expectedRows())
    }
  }

  @Test func `an interrupted run goes on where it stopped`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      for tree in 0..<10 as Range<Int64> {
        try forest.store.write { (transaction) throws(StoreFault) in
          try forest.add(tree * 2 + 1, in: transaction)
          try forest.add(tree * 2 + 2, from: tree * 2 + 1, .variant, in: transaction)
        }
      }
      #expect(throws: Interrupted()) {
        _ = try LineageStage.run(
          on: forest.store, rebuilding: false, limits: LineageStage.Limits(batch: 4, whole: 9),
          observer: Observer(shouldStop: { true }))
      }
      #expect(try forest.rows().count == 4)
      #expect(try forest.store.read { try !$0.isCaughtUp(.lineage) })
      #expect(try LineageStage.run(on: forest.store).recipes == 16)
      #expect(try forest.rows() == forest.expectedRows())
      #expect(try forest.store.read { try $0.isCaughtUp(.lineage) })
    }
  }

  /// Trees of two, as many as asked for.
  private func pairs(_ count: Int64, in folder: URL) throws -> SampleForest {
    let forest = try SampleForest(in: folder)
    try forest.store.write { (transaction) throws(StoreFault) in
      for tree in 0..<count {
        try forest.add(tree * 2 + 1, in: transaction)
        try forest.add(tree * 2 + 2, from: tree * 2 + 1, .variant, in: transaction)
      }
    }
    return forest
  }

  @Test(arguments: 0..<7)
  func `an index that is filled at once can be stopped at every page, and begins anew`(
    asked: Int
  ) throws {
    try withTemporaryFolder { folder in
      let forest = try pairs(10, in: folder)
      let calls = Mutex(0)
      let observer = Observer(shouldStop: {
        calls.withLock { calls in
          calls += 1
          return calls > asked
        }
      })
      // Forks come by two pages and an empty one, places by four.
      #expect(throws: Interrupted()) {
        try LineageStage.run(
          on: forest.store, rebuilding: false, limits: LineageStage.Limits(batch: 5, whole: 10),
          observer: observer)
      }
      #expect(calls.withLock { $0 } == asked + 1)
      #expect(try forest.rows().isEmpty)
      #expect(try LineageStage.run(on: forest.store).recipes == 20)
      #expect(try forest.rows() == forest.expectedRows())
    }
  }

  @Test
  func `that there are too many forks to fill an index at once is known without reading them`()
    throws
  {
    try withTemporaryFolder { folder in
      let forest = try pairs(10, in: folder)
      func fits(_ limit: Int) throws -> Bool {
        try forest.store.read { try WholeLineage.fits(upTo: limit, in: $0) }
      }
      #expect(try fits(10))
      #expect(try !fits(9))
      #expect(try forest.store.read { try $0.forkCount(upTo: 4) } == 4)
      try LineageStage.run(on: forest.store)
      #expect(try !fits(10))
    }
  }

  @Test func `a chain of 10,000 generations is one tree`() throws {
    try withTemporaryFolder { folder in
      let forest = try SampleForest(in: folder)
      try forest.store.write { (transaction) throws(StoreFault) in
        try forest.add(1, in: transaction)
        for number in 2...10_000 as ClosedRange<Int64> {
          try forest.add(number, from: number - 1, .share, in: transaction)
        }
      }
      #expect(try LineageStage.run(on: forest.store).trees == 1)
      #expect(try forest.rows().last == "10000 in 1 at 9999 from 9999 to 0")
    }
  }
}

/// Random changes to a forest of recipes that never close a cycle.
private struct RandomEdits {
  var generator: SeededGenerator
  private var origins: [Int64: Int64] = [:]
  private var nodes: [Int64] = []
  private var next: Int64 = 1

  init(seed: Int) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func apply(
    to forest: SampleForest, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      guard let some = nodes.randomElement(using: &generator) else {
        try add(to: forest, from: nil, nil, in: transaction)
        continue
      }
      switch Int.random(in: 0..<12, using: &generator) {
      case 0, 1: try add(to: forest, from: nil, nil, in: transaction)
      case 2, 3, 4: try add(to: forest, from: some, .variant, in: transaction)
      case 5, 6: try add(to: forest, from: some, .share, in: transaction)
      case 7: try forest.add(-next, from: some, .personalCopy, in: transaction); next += 1
      case 8: try forest.delete(some, in: transaction)
      case 9: try forest.restore(some, in: transaction)
      case 10: try move(some, to: nil, of: forest, in: transaction)
      default:
        let target = nodes.randomElement(using: &generator)
        try move(some, to: target, of: forest, in: transaction)
      }
    }
  }

  private mutating func add(
    to forest: SampleForest, from origin: Int64?, _ kind: OriginKind?,
    in transaction: WriteTransaction
  ) throws(StoreFault) {
    // Keys do not tell who is older: an archive may bring a fork before its origin.
    let number = Bool.random(using: &generator) ? next : 1_000_000 - next
    next += 1
    try forest.add(number, from: origin, kind, in: transaction)
    nodes.append(number)
    origins[number] = origin
  }

  private mutating func move(
    _ node: Int64, to target: Int64?, of forest: SampleForest, in transaction: WriteTransaction
  ) throws(StoreFault) {
    var above = target
    while let ancestor = above {
      if ancestor == node { return }
      above = origins[ancestor]
    }
    origins[node] = target
    try forest.move(node, to: target, in: transaction)
  }
}
