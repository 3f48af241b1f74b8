import Foundation
@testable import Indexes
import PipelineCore
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Random histories of loads, corrections, erasures, zones and settings.
struct HistoryTests {
  private static let tens =
    (ProcessInfo.processInfo.environment["LEVAIN_HISTORIES"].flatMap { Int($0) } ?? 100) / 10

  /// Many short ones: whatever two or three things follow each other.
  ///
  /// Ten for each argument. `LEVAIN_HISTORIES=3000 swift test --filter RollupsTests.HistoryTests`
  /// plays as many as one likes.
  @Test(arguments: 0..<tens)
  func `R27: whatever happens, catching up equals counting everything anew`(tens: Int) throws {
    for seed in tens * 10..<tens * 10 + 10 {
      try withTemporaryFolder { folder in
        var history = try History(in: folder, seed: seed)
        try history.load()
        for _ in 0..<history.number(2...6) {
          try history.step()
          if history.chance(3) { _ = try history.rollUp() }
        }
        try check(history.village, reconciling: seed.isMultiple(of: 10))
      }
    }
  }

  @Test(arguments: 0..<4)
  func `R27: after long histories every number is proved`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var history = try History(in: folder, seed: 10_000 + seed)
      for _ in 0..<4 {
        for _ in 0..<8 {
          try history.step()
          if history.chance(4) { _ = try history.rollUp() }
        }
        try check(history.village, reconciling: true)
      }
    }
  }

  private func check(_ village: Installation, reconciling: Bool) throws {
    try village.rollUp()
    let caughtUp = try village.dump()
    let again = try village.rollUp()
    #expect(again.days == 0 && again.targetPoints == 0)
    if reconciling {
      let proof = try village.reconcile()
      #expect(proof.isProved, "\(proof.differences)")
      #expect(!proof.isBehind)
      for level in proof.levels { #expect(level.toldViews == level.rawViews) }
    }
    try village.rollUp(rebuild: true, batchEvents: 20)
    #expect(try village.dump() == caughtUp)
  }

  @Test(arguments: 0..<20)
  func `R27: a rollup that is killed after any batch goes on to the same rows`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var history = try History(in: folder, seed: 20_000 + seed)
      for _ in 0..<5 { try history.load() }
      var attempts = 1
      while try !history.rollUp() { attempts += 1 }
      let caughtUp = try history.village.dump()
      #expect(try !history.village.store.read { try $0.rollupsAreBehind() })
      try history.village.rollUp(rebuild: true)
      #expect(try history.village.dump() == caughtUp && attempts < 40)
    }
  }

  @Test(arguments: 0..<20)
  func `R27: exactly the days that events touch are counted again`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var history = try History(in: folder, seed: 30_000 + seed)
      for _ in 0..<4 { try history.load() }
      try history.village.rollUp()
      try history.load()
      let store = history.village.store
      let before = try rows(of: store)
      let dirty = try store.read { try $0.dirtyDays() }
      // The local days that have moments of the dirty ones, in each zone.
      let touched = Dictionary(
        uniqueKeysWithValues: try History.zones.map { zone in
          let clock = try #require(ZoneClock(zone))
          return (zone, Set(dirty.flatMap { LocalDays(of: $0, in: clock).days }))
        })
      func isTouched(_ row: Row) -> Bool { touched[row.zone]?.contains(row.stored.day) ?? true }
      let (redone, kept) = (before.filter(isTouched), before.filter { !isTouched($0) })
      // Wrong on purpose: whatever is counted again is put right, the others stay as they are.
      try store.write { transaction in
        for row in before {
          var wrong = row.stored
          wrong.payload = [9, UInt8(truncatingIfNeeded: wrong.day.number)]
          wrong.views = 77
          try transaction.store(wrong)
        }
      }
      let outcome = try history.village.rollUp(batchEvents: 25)
      #expect(outcome.days == dirty.count && outcome.rows >= redone.count)
      let after = try rows(of: store)
      for row in kept {
        let now = after.first {
          $0.stored.calendar == row.stored.calendar && $0.stored.day == row.stored.day
        }
        #expect(now?.stored.views == 77 && now?.stored.payload.first == 9)
      }
      #expect(after.filter(isTouched).allSatisfy { $0.stored.payload.first == CountedDay.version })
      let right = after.filter(isTouched)
      try history.village.rollUp(rebuild: true)
      let rebuilt = try rows(of: store).filter(isTouched)
      #expect(rebuilt.map(\.stored.payload) == right.map(\.stored.payload))
    }
  }

  private struct Row {
    var zone: String
    var stored: StoredCountedDay
  }

  private func rows(of store: RecipeStore) throws -> [Row] {
    try store.read { transaction in
      let calendars = try transaction.rollupCalendars().sorted { first, second in
        (first.place.zone, first.place.community?.value ?? 0)
          < (second.place.zone, second.place.community?.value ?? 0)
      }
      var rows: [Row] = []
      for calendar in calendars {
        let days = Day(number: 0)...Day(number: 40_000)
        try transaction.eachCountedDay(of: calendar.key, during: days) {
          rows.append(Row(zone: calendar.place.zone, stored: $0))
        }
      }
      return rows
    }
  }
}
