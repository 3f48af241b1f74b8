import Foundation
import Indexes
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Logs that are loaded again after something about a person has changed.
struct SwitchedTrackingTests {
  private func kitchen(_ body: (Installation) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Installation(in: folder)
      for user in ["ann", "bob"] { try kitchen.add(user: user) }
      try kitchen.add(community: "north")
      try kitchen.add(recipe: "soup", in: "north")
      try body(kitchen)
    }
  }

  /// Equal events, of the same person and of nobody, in the same moments.
  private func log(seed: Int) -> [LogLine] {
    var random = SeededGenerator(seed: seed)
    return (0..<40).map { _ in
      let time = Int64.random(in: 0..<4, using: &random) * 1000
      return LogLine(
        "soup", ["ann", "bob", nil].randomElement(using: &random) ?? nil,
        moment("2026-11-10T10:00:00Z").advanced(byMilliseconds: time))
    }
  }

  @Test(arguments: 0..<20, [1, 3, 1000])
  func `R24: switching view tracking between two loads of a log changes nothing of it`(
    seed: Int, batchEvents: Int
  ) throws {
    try kitchen { kitchen in
      var random = SeededGenerator(seed: seed)
      if Bool.random(using: &random) { try kitchen.switchTracking(of: "ann") }
      let path = try kitchen.file("views.jsonl", log(seed: seed).text)
      #expect(try kitchen.load([path], batchEvents: batchEvents).total.inserted == 40)
      let before = try kitchen.segments()
      for _ in 0..<3 {
        try kitchen.switchTracking(of: ["ann", "bob"].randomElement(using: &random) ?? "ann")
        let again = try kitchen.load([path], batchEvents: batchEvents)
        #expect(again.total.unchanged == 40)
        #expect(try kitchen.segments() == before)
      }
    }
  }

  @Test func `R24: after the switch new events are kept without the person, and then with again`()
    throws
  {
    try kitchen { kitchen in
      func load(_ day: Int) throws {
        try kitchen.load([LogLine("soup", "ann", "2026-11-1\(day)T10:00:00Z")], as: "\(day).jsonl")
      }
      try load(0)
      try kitchen.switchTracking(of: "ann")
      try load(1)
      try kitchen.switchTracking(of: "ann")
      try load(2)
      #expect(try kitchen.events().map { $0.viewer != nil } == [true, false, true])
    }
  }

  @Test func `R24: an event of somebody tracked is no anonymous one of the same moment`() throws {
    try kitchen { kitchen in
      let time = "2026-11-10T10:00:00Z"
      try kitchen.load([LogLine("soup", nil, time)], as: "a.jsonl")
      #expect(try kitchen.load([LogLine("soup", "ann", time)], as: "b.jsonl").total.inserted == 1)
      #expect(try kitchen.events().count == 2)
    }
  }

  @Test func `R24: a rename is no switch, so logs of it are loaded in any order`() throws {
    let time = "2026-11-10T10:00:00Z"
    let logs = [[LogLine("soup", nil, time)], [LogLine("soup", "ann", time)]]
    for order in [[0, 1], [1, 0]] {
      try kitchen { kitchen in
        try kitchen.store.write { transaction in
          var ann = try #require(try transaction.user(UserID("ann")))
          ann.username = "Anna"
          ann.updatedAt = moment(time)
          try transaction.update(ann)
        }
        for index in order { try kitchen.load(logs[index], as: "\(index).jsonl") }
        #expect(try kitchen.events().map { $0.viewer != nil } == [false, true])
      }
    }
  }

  @Test func `R24: when tracking was switched is kept, and nothing else moves it`() throws {
    try kitchen { kitchen in
      func change(at time: Int64, _ body: (inout StoredUser) -> Void) throws -> Int64? {
        try kitchen.store.write { transaction in
          var ann = try #require(try transaction.user(UserID("ann")))
          body(&ann)
          ann.updatedAt = Instant(milliseconds: time)
          try transaction.update(ann)
          return try transaction.rows(
            "SELECT tracking_changed_at FROM user WHERE public_id = 'ann'"
          ) { $0[0] as Int64? }.first ?? nil
        }
      }
      let moments = [
        try change(at: 1) { $0.username = "Anna" }, try change(at: 2) { $0.tracksViews = false },
        try change(at: 3) { $0.notifications = .none }, try change(at: 4) { $0.tracksViews = true },
      ]
      #expect(moments == [nil, 2, 2, 4])
    }
  }

  @Test func `a log that is loaded again after its reader was deleted has no event twice`() throws {
    try kitchen { kitchen in
      let lines = [LogLine("soup", "ann", "2026-11-10T10:00:00Z")]
      try kitchen.load(lines)
      try kitchen.run("UPDATE user SET deleted_at = 5 WHERE public_id = 'ann'")
      #expect(try kitchen.load(lines).total.unchanged == 1)
      #expect(try kitchen.events().count == 1)
    }
  }

  @Test(arguments: [true, false])
  func `R23: a log that is loaded again after an erasure has nobody in it, and quarantine neither`(
    hasMany: Bool
  ) throws {
    try kitchen { kitchen in
      let lines = [LogLine("soup", "ann", "2026-11-10T10:00:00Z")]
      try kitchen.load(lines)
      let digest = Digest.sha256(Array("ann".utf8)).bytes.map { String(format: "%02x", $0) }
        .joined()
      try kitchen.anonymize("ann")
      try kitchen.run(
        """
        UPDATE user SET public_id = 'erased-1', username = 'erased-1', username_folded = 'erased-1',
          email = '', email_folded = '', deleted_at = 5, erased_at = 5 WHERE public_id = 'ann'
        """)
      try kitchen.run(
        """
        INSERT INTO erasure (user_digest, recipes, erased_at, change)
          VALUES (x'\(digest)', 'kept', 5, 1)
        """)
      let before = try kitchen.segments()
      let outcome = try kitchen.load(lines)
      #expect(outcome.total.unchanged == 1 && outcome.exitCode == .done)
      #expect(try kitchen.segments() == before)
      #expect(try kitchen.store.read { try $0.quarantine() }.isEmpty)
    }
  }

  @Test func `a username means whoever had it at the time`() throws {
    try kitchen { kitchen in
      func event(_ day: Int) -> String {
        #"{"recipeId":"soup","username":"Ann","viewedAt":"2026-11-1\#(day)T10:00:00Z"}"# + "\n"
      }
      let until = moment("2026-11-12T00:00:00Z").milliseconds
      try kitchen.run("UPDATE user SET deleted_at = \(until) WHERE public_id = 'ann'")
      // Nobody has the name now: the events are kept, and of nobody.
      let first = try kitchen.file("first.jsonl", event(1) + event(3))
      #expect(try kitchen.load([first]).total.inserted == 2)
      #expect(try kitchen.events().map(\.viewer) == [nil, nil])
      try kitchen.add(user: "new-ann")
      try kitchen.run("UPDATE user SET username_folded = 'ann' WHERE public_id = 'new-ann'")
      let second = try kitchen.file("second.jsonl", event(0) + event(4))
      try kitchen.load([second])
      let events = try kitchen.events().sorted { $0.at < $1.at }
      #expect(events.map { $0.viewer != nil } == [false, false, false, true])
    }
  }

  @Test(arguments: ["1989-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"])
  func `a time that no log can be of waits in quarantine`(time: String) throws {
    try kitchen { kitchen in
      let outcome = try kitchen.load([
        LogLine("soup", nil, "1990-01-01T00:00:00Z"), LogLine("soup", nil, moment(time)),
      ])
      #expect(outcome.total.inserted == 1 && outcome.total.quarantined == 1)
      let kept = try kitchen.store.read { try $0.quarantine() }
      #expect(kept.map(\.rejection.code) == [.invalidValue])
    }
  }

  @Test func `what a stopped load refused stays refused when it goes on, though it could be taken`()
    throws
  {
    try kitchen { kitchen in
      let path = try kitchen.file(
        "views.jsonl",
        [
          LogLine("cake", "ann", "2026-11-10T10:00:00Z"),
          LogLine("soup", "ann", "2026-11-10T11:00:00Z"),
          LogLine("soup", "bob", "2026-11-10T12:00:00Z"),
        ].text)
      #expect(throws: Interrupted.self) {
        try kitchen.load([path], batchEvents: 2, observer: Observer(shouldStop: { true }))
      }
      try kitchen.add(recipe: "cake", in: "north")
      let outcome = try kitchen.load([path], batchEvents: 2)
      #expect(outcome.total.inserted == 2 && outcome.total.quarantined == 1)
      #expect(try kitchen.events().count == 2)
      let kept = try kitchen.store.read { try $0.quarantine() }
      let replay = try ViewReplay(store: kitchen.store, surroundings: kitchen.surroundings)
        .run(kept)
      #expect(replay.total.inserted == 1)
      #expect(try kitchen.events().count == 3)
    }
  }
}
