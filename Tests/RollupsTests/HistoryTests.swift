import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Random histories of loads, forks, deletions and settings.
struct HistoryTests {
  @Test(arguments: 0..<6)
  func `R27: whatever happens, catching up equals counting everything anew`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var history = try History(in: folder, seed: seed)
      for _ in 0..<16 {
        try history.step()
        guard history.isPausing() else { continue }
        try history.village.rollUp(heldEvents: 60)
        try check(history.village)
      }
      try history.village.rollUp()
      try check(history.village)
    }
  }

  private func check(_ village: Installation) throws {
    let caughtUp = try village.dump()
    let proof = try village.reconcile(heldEvents: 150)
    #expect(proof.isProved, "\(proof.differences)")
    #expect(!proof.isBehind)
    for subject in RollupSubject.allCases {
      let sums = proof.levels.filter { $0.table.subject == subject }
      #expect(Set(sums.map(\.stored)).union(sums.map(\.raw)).count == 1)
    }
    try village.rollUp(rebuild: true)
    #expect(try village.dump() == caughtUp)
  }
}

/// One random history.
private struct History {
  let village: Installation
  private var random: SeededGenerator
  private var recipes = ["r0", "r1"]
  /// Recipes that came from nowhere yet, and from which nothing came.
  private var lone: [String] = []
  private var logs: [String] = []
  private static let communities = ["c0", "c1", "c2"]
  private static let users = ["ann", "bob", "cid", "dot"]

  init(in folder: URL, seed: Int) throws {
    village = try Installation(in: folder)
    random = SeededGenerator(seed: seed)
    for user in History.users { try village.add(user: user, tracksViews: user != "dot") }
    for community in History.communities { try village.add(community: community) }
    for recipe in recipes { try village.add(recipe: recipe, in: "c0") }
  }

  mutating func isPausing() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }

  mutating func step() throws {
    switch Int.random(in: 0..<12, using: &random) {
    case 0...4: try load()
    case 5: try reload()
    case 6: try make(.share)
    case 7: try make(.variant)
    case 8: try make(.personalCopy)
    case 9: try addLone()
    case 10:
      try village.delete(recipe: pick(recipes))
    default:
      let window = pick([0, 1, 30, 30, 1440])
      try village.store.write { try $0.setViewWindow(minutes: window) }
    }
  }

  /// A log of some days around the turn of a month, in no order.
  private mutating func load() throws {
    let lines = (0..<Int.random(in: 1...60, using: &random)).map { _ in
      LogLine(pick(recipes), pick(History.users + [nil]), time())
    }
    logs.append(try village.file("log-\(logs.count).jsonl", lines.text))
    try village.load([logs[logs.count - 1]], batchEvents: Int.random(in: 1...50, using: &random))
  }

  private mutating func reload() throws {
    guard !logs.isEmpty else { return }
    let outcome = try village.load([pick(logs)], batchEvents: 7)
    #expect(outcome.total.inserted == 0)
  }

  private mutating func make(_ kind: OriginKind) throws {
    let origin = pick(recipes)
    let community = kind == .personalCopy ? nil : pick(History.communities)
    // A share is made of a community's recipe.
    let from = kind == .share ? "r0" : origin
    let recipe = "r\(recipes.count)"
    try village.add(recipe: recipe, in: community, from: from, as: kind, on: time())
    recipes.append(recipe)
    lone.removeAll { $0 == from }
  }

  /// Adds a recipe on its own; or tells of one, after the fact, what it came from.
  private mutating func addLone() throws {
    if let recipe = lone.popLast() {
      try village.setOrigin(of: recipe, to: "r1")
    } else {
      let recipe = "r\(recipes.count)"
      try village.add(recipe: recipe, in: pick(History.communities), on: time())
      recipes.append(recipe)
      lone.append(recipe)
    }
  }

  private mutating func time() -> Instant {
    let start = moment("2026-10-30T00:00:00Z")
    let day = Int64.random(in: 0..<5, using: &random) * 86_400_000
    // Mostly around midnight, where repeats reach over.
    let minute = pick([Int64.random(in: 1380..<1440, using: &random), 0, 5, 25, 600])
    return start.advanced(byMilliseconds: day + minute * 60_000)
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }
}
