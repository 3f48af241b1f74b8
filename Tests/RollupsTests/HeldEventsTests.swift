@testable import EventLogs
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Logs whose ids are looked up many at a time.
struct HeldEventsTests {
  @Test(arguments: [1, 255, 300, 5000, 40_000])
  func `held events keep what they point to, in their order, up to a limit`(limit: Int) {
    let held = HeldEvents()
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)
    defer { room.deallocate() }
    var given = 0
    var mostAsked = 0
    held.read(limit: limit) { block, most in
      mostAsked = max(mostAsked, most)
      // Each block lies where the one before lay.
      _ = room.update(fromContentsOf: text(of: given).utf8)
      let id = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[..<8])
      let userID = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[8...])
      block = (0..<min(most, 200)).map { index in
        EventBytes(
          recipeID: id, userID: index.isMultiple(of: 2) ? userID : nil, username: nil,
          at: Instant(milliseconds: Int64(given + index)), id: nil, agent: .person,
          line: given + index, byteOffset: 0)
      }
      given += block.count
    }
    #expect(held.events.count == min(limit, 1 << 15) && mostAsked <= limit)
    for (index, event) in held.events.enumerated() {
      #expect(event.line == index)
      let text = text(of: index / 200 * 200)
      #expect(String(decoding: event.recipeID, as: UTF8.self) == text.prefix(8))
      #expect(
        event.userID.map { String(decoding: $0, as: UTF8.self) }
          == ((index % 200).isMultiple(of: 2) ? String(text.suffix(8)) : nil))
    }
    held.read(limit: limit) { block, _ in block = [] }
    #expect(held.events.isEmpty)
  }

  private func text(of place: Int) -> String {
    String(("\(place)" + String(repeating: "-", count: 16)).prefix(16))
  }

  /// UUIDs, which alone are looked up together.
  private static let recipes = (0..<6).map { "\($0)193a000-0000-7000-8000-000000000000" }
  private static let users = (0..<6).map { "\($0)193a000-0000-7000-9000-000000000000" }

  /// A store of four of the recipes and four of the users, of whom one is not tracked.
  private func village(_ name: String, in folder: URL) throws -> Installation {
    let village = try Installation(in: folder, named: name)
    try village.add(user: "ann")
    for user in HeldEventsTests.users.prefix(3) { try village.add(user: user) }
    try village.add(user: HeldEventsTests.users[3], tracksViews: false)
    try village.add(community: "north", members: ["ann"])
    for recipe in HeldEventsTests.recipes.prefix(4) { try village.add(recipe: recipe, in: "north") }
    return village
  }

  @Test(arguments: 0..<8)
  func `R24, R27: a log whose ids are looked up together is the log taken line by line`(
    seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<40).map { number -> LogLine in
      let recipe = HeldEventsTests.recipes.randomElement(using: &generator) ?? ""
      let user = Bool.random(using: &generator) ? HeldEventsTests.users : ["ann", "nobody"]
      return LogLine(
        Int.random(in: 0..<9, using: &generator) == 0 ? "soup" : recipe,
        Int.random(in: 0..<5, using: &generator) == 0 ? nil : user.randomElement(using: &generator),
        moment("2026-11-10T10:00:00Z").advanced(byMilliseconds: Int64(number) * 1000))
    }
    try withTemporaryFolder { folder in
      let together = try village("together", in: folder)
      let outcome = try together.load(lines)
      let single = try village("single", in: folder)
      var total = Account()
      for (number, line) in lines.enumerated() {
        total += try single.load([line], as: "views-\(number).jsonl").total
      }
      #expect(outcome.total == total && outcome.total.addsUp)
      #expect(outcome.total.inserted > 0 && outcome.total.quarantined > 0)
      #expect(try together.segments() == single.segments())
    }
  }

  @Test func `an id that many lines of a log have is looked up once, known or not`() throws {
    try withTemporaryFolder { folder in
      let village = try village("levain", in: folder)
      let lines = (0..<600).map { number in
        LogLine(
          HeldEventsTests.recipes[number % 6], HeldEventsTests.users[number % 5],
          moment("2026-11-10T10:00:00Z").advanced(byMilliseconds: Int64(number) * 1000))
      }
      let path = try village.file("views.jsonl", lines.text)
      let lookUps = Counter()
      try village.store.write { transaction in
        transaction.database.trace { event in
          let isOfID = ["recipe", "user"].contains { table in
            event.description.contains("FROM \(table) WHERE public_id = ")
          }
          if isOfID { _ = lookUps.next() }
        }
      }
      let outcome = try village.load([path])
      #expect(outcome.total.read == 600)
      // Six recipes and five users, each once; the first line is taken alone, before it is known how
      // the log is written.
      #expect(lookUps.next() - 1 == 13)
    }
  }
}
