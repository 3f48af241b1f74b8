import CommunityRules
import Foundation
import Indexes
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Statistics
@testable import Store

/// Random communities, people, families and views, and what a test knows of them by itself.
struct InsightTown {
  struct Recipe {
    var key: Int64
    var id: String
    var origin: Int64?
    var kind: OriginKind?
    /// Nil in a catalogue.
    var community: String?
    var creator: String
    var createdAt: Instant
    var isDeleted = false
    var tags: Set<String> = []

    var isFork: Bool { kind == .variant || kind == .share }
  }

  struct View {
    var recipe: Int64
    /// By place in `users`, from 1; nil for nobody known.
    var viewer: Int64?
    var at: Instant
  }

  static let users = ["ann", "bob", "cid", "dot"]
  static let communities = ["c0", "c1", "c2"]
  static let first = Day(number: 20_500)

  let village: Installation
  var random: SeededGenerator
  private(set) var recipes: [Recipe] = []
  private(set) var views: [View] = []
  private(set) var zones: [String: ZoneClock] = [:]
  let shared: ZoneClock

  init(in folder: URL, seed: Int) throws {
    random = SeededGenerator(seed: seed)
    village = try Installation(in: folder)
    for user in InsightTown.users { try village.add(user: user) }
    let names = History.zones.shuffled(using: &random)
    for (community, name) in zip(InsightTown.communities, names) {
      try village.add(community: community, zone: name)
      zones[community] = ZoneClock(stored: name)
    }
    shared = ZoneClock(stored: names[3])
    try village.store.write { try $0.setInstallationZone(names[3]) }
    try village.store.write { try $0.setViewWindow(minutes: 0) }
    for number in 0..<Int.random(in: 2...14, using: &random) { try addRecipe(number) }
    try addTags()
    for recipe in recipes.indices where chance(6) {
      try village.delete(recipe: recipes[recipe].id)
      recipes[recipe].isDeleted = true
    }
    for _ in 0..<3 { try addViews() }
    try village.rollUp()
  }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  mutating func time() -> Instant {
    InsightTown.first.start.advanced(
      byMilliseconds: .random(in: 0..<150 * 86_400_000, using: &random))
  }

  // MARK: - What happens

  private mutating func addRecipe(_ number: Int) throws {
    var recipe = Recipe(
      key: Int64(number + 1), id: "r\(number)", community: pick(InsightTown.communities),
      creator: pick(InsightTown.users), createdAt: time())
    let origins = recipes.filter { $0.community != nil }
    if !origins.isEmpty, !chance(4) {
      let origin = pick(origins)
      recipe.origin = origin.key
      recipe.kind = pick([.variant, .variant, .share, .share, .personalCopy])
      if recipe.kind == .variant { recipe.community = origin.community }
      if recipe.kind == .personalCopy { recipe.community = nil }
    } else if chance(8) {
      recipe.community = nil
    }
    try village.add(
      recipe: recipe.id, in: recipe.community,
      from: recipe.origin.map { "r\($0 - 1)" }, as: recipe.kind, by: recipe.creator,
      on: recipe.createdAt)
    recipes.append(recipe)
  }

  private mutating func addTags() throws {
    for name in ["soups", "bread", "quick", "sweet"] {
      for place in recipes.indices where chance(3) {
        recipes[place].tags.insert(name)
        let key = RecipeKey(recipes[place].key)
        try village.store.write { transaction in
          let tag = try #require(try transaction.storeTag(name))
          try transaction.add(tag, to: key)
        }
      }
    }
  }

  private mutating func addViews() throws {
    var events: [ViewEvent] = []
    for _ in 0..<Int.random(in: 0...80, using: &random) {
      let viewer = Int64.random(in: 0...4, using: &random)
      let event = ViewEvent(
        recipe: pick(recipes).key, viewer: viewer == 0 ? nil : viewer, at: time(),
        agent: chance(9) ? .crawler : .person)
      events.append(event)
      if event.agent == .person {
        views.append(View(recipe: event.recipe, viewer: event.viewer, at: event.at))
      }
    }
    try village.add(events: events)
  }

  // MARK: - What a test knows

  static let readers: [Reach] = [
    .installation, .person(UserID("ann"), communities: [CommunityID("c0")]),
    .person(UserID("bob"), communities: [CommunityID("c0"), CommunityID("c1")]),
    .person(UserID("cid"), communities: [CommunityID("c0"), CommunityID("c1"), CommunityID("c2")]),
  ]

  func sees(_ recipe: Recipe, _ reach: Reach) -> Bool {
    switch reach {
    case .installation: true
    case .person(let user, let communities):
      recipe.community.map { communities.contains(CommunityID($0)) }
        ?? (recipe.creator == user.text)
    }
  }

  func recipe(_ key: Int64) -> Recipe { recipes[Int(key) - 1] }

  func children(of key: Int64) -> [Recipe] { recipes.filter { $0.origin == key } }

  /// A recipe and all that descends from it.
  func family(of key: Int64) -> [Recipe] {
    [recipe(key)] + children(of: key).flatMap { family(of: $0.key) }
  }

  /// The steps from a recipe up to another one above it.
  func distance(from key: Int64, upTo top: Int64) -> Int {
    key == top ? 0 : 1 + distance(from: recipe(key).origin ?? top, upTo: top)
  }

  func root(above key: Int64) -> Int64 {
    recipe(key).origin.map { root(above: $0) } ?? key
  }

  func views(
    of recipes: [Recipe], during days: ClosedRange<Day>, by clock: ZoneClock
  ) -> [View] {
    let keys = Set(recipes.map(\.key))
    return views.filter { keys.contains($0.recipe) && days.contains(clock.day(of: $0.at)) }
  }

  mutating func span(by grain: Grain = .day) -> StatisticsRequest {
    if chance(3) { return StatisticsRequest(by: grain) }
    let day = InsightTown.first.advanced(by: .random(in: 0..<150, using: &random))
    return StatisticsRequest(
      day...day.advanced(by: .random(in: 0...100, using: &random)), by: grain)
  }
}
