import Foundation
import Indexes
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// One random history of everything that changes what is counted.
struct History {
  let village: Installation
  private var random: SeededGenerator
  private var communities = ["c0", "c1"]
  private(set) var recipes = ["r0", "r1"]
  /// Recipes that came from nowhere yet, and from which nothing came.
  private var lone: [String] = []
  private var logs: [String] = []
  private var wasErased = false
  private static let users = ["ann", "bob", "cid", "dot"]
  /// Some that change their clocks in the days that the events lie in.
  static let zones = [
    "UTC", "Asia/Kathmandu", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe",
    "Pacific/Apia", "America/St_Johns",
  ]

  init(in folder: URL, seed: Int) throws {
    village = try Installation(in: folder)
    random = SeededGenerator(seed: seed)
    for user in History.users { try village.add(user: user, tracksViews: user != "dot") }
    for community in communities {
      try village.add(community: community, zone: pick(History.zones))
    }
    let zone = pick(History.zones)
    try village.store.write { try $0.setInstallationZone(zone) }
    for recipe in recipes { try village.add(recipe: recipe, in: "c0") }
  }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

  mutating func step() throws {
    switch Int.random(in: 0..<29, using: &random) {
    case 0...4: try load()
    case 5: try reload()
    case 6: try classify()
    case 7: try make(.share)
    case 8: try make(.variant)
    case 9: try make(.personalCopy)
    case 10: try addLone()
    case 11: try village.delete(recipe: pick(recipes))
    case 12: try village.restore(recipe: pick(recipes))
    case 13: try village.purge(recipe: pick(recipes))
    case 14:
      try village.anonymize(pick(["ann", "bob", "cid"]))
      wasErased = true
    case 15: try addCommunity()
    case 16...17: try village.setZone(pick(History.zones), of: pick(communities))
    case 18: try village.switchTracking(of: pick(History.users))
    case 19:
      let zone = pick(History.zones)
      try village.store.write { try $0.setInstallationZone(zone) }
    case 20:
      let window = pick([0, 1, 30, 30, 1440])
      try village.store.write { try $0.setViewWindow(minutes: window) }
    case 21...23: try setTarget()
    case 24:
      try village.removeTarget(
        pick(TargetMeasure.allCases), pick(TargetFrequency.allCases), of: pick(communities),
        on: day())
    case 25: try village.act(pick(History.users), in: pick(communities), on: time())
    case 26: try village.join(pick(History.users), pick(communities))
    case 27: try village.propose(to: pick(recipes), by: "bob", on: time())
    default:
      let status = pick([ProposalStatus.accepted, .rejected])
      try village.propose(
        to: pick(recipes), by: "cid", on: time(), decided: (status, time()))
    }
  }

  /// Mostly of what views and members change.
  private mutating func setTarget() throws {
    let measures: [TargetMeasure] = [.views, .viewers, .members] + TargetMeasure.allCases
    try village.setTarget(
      pick(measures), pick(TargetFrequency.allCases), of: pick(communities), since: day())
  }

  /// Around the days of the events, and up to the one that it is.
  private mutating func day() -> Day {
    Installation.now.day.advanced(by: -number(0...50))
  }

  /// Rolls up, and stops after some batches now and then; true when nothing is left to do.
  mutating func rollUp() throws -> Bool {
    let batches = number(0...6)
    let stop = Mutex(batches)
    let observer = Observer(shouldStop: {
      stop.withLock { left in
        left -= 1
        return left == 0
      }
    })
    do {
      try village.rollUp(batchEvents: number(1...60), observer: observer)
      return true
    } catch is Interrupted {
      return false
    }
  }

  /// A log of some days around two changes of clocks and the turn of a month, in no order.
  mutating func load() throws {
    let lines = (0..<number(1...40)).map { _ in
      LogLine(pick(recipes), pick(History.users + [nil]), time())
    }
    logs.append(try village.file("log-\(logs.count).jsonl", lines.text))
    try village.load([logs[logs.count - 1]], batchEvents: number(1...50))
  }

  private mutating func reload() throws {
    guard !logs.isEmpty else { return }
    let before = try village.segments()
    try village.load([pick(logs)], batchEvents: 7)
    // Whoever was made anonymous comes back with an old log, as nothing but views was erased.
    if !wasErased { #expect(try village.segments() == before) }
  }

  /// Says of events that robots made them, and adds some that did.
  private mutating func classify() throws {
    var events = try village.events().filter { _ in chance(4) }.map { event in
      ViewEvent(
        recipe: event.recipe, viewer: event.viewer, at: event.at,
        agent: pick([.crawler, .preview, .script]))
    }
    for _ in 0..<number(0...3) {
      events.append(
        ViewEvent(
          recipe: Int64(number(1...recipes.count)), viewer: nil, at: time(), agent: .monitor))
    }
    try village.add(events: events)
  }

  private mutating func make(_ kind: OriginKind) throws {
    let origin = pick(recipes)
    let community = kind == .personalCopy ? nil : pick(communities)
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
      try village.add(recipe: recipe, in: pick(communities), on: time())
      recipes.append(recipe)
      lone.append(recipe)
    }
  }

  private mutating func addCommunity() throws {
    guard communities.count < 4 else { return }
    let community = "c\(communities.count)"
    try village.add(community: community, zone: pick(History.zones))
    communities.append(community)
    try village.add(recipe: "r\(recipes.count)", in: community, on: time())
    recipes.append("r\(recipes.count)")
  }

  private mutating func time() -> Instant {
    // Berlin goes back on 25 October, New York and St. John's on 1 November.
    let start = moment(pick(["2026-10-24T00:00:00Z", "2026-10-31T00:00:00Z"]))
    let day = Int64.random(in: 0..<3, using: &random) * 86_400_000
    // Mostly around midnight, in UTC and in other zones, where repeats reach over.
    let minute = pick([
      Int64.random(in: 1380..<1440, using: &random), 0, 5, 25, 600, 780, 1095, 1110, 240, 150,
    ])
    return start.advanced(byMilliseconds: day + minute * 60_000)
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }
}
