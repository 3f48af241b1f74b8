import Foundation
import Indexes
import PipelineCore
import RecipeCoding
import RecipeModel
import Synchronization
import TestKit

@testable import Store

/// A store whose people, recipes, forks, views and deletions follow from a seed, and the plainest
/// picture of its families beside it: a parent for each recipe.
struct History {
  static let start = Instant(milliseconds: 1_790_000_000_000)
  static let day: Int64 = 86_400_000

  let store: RecipeStore
  let surroundings: Surroundings
  /// The parent of each fork; roots and personal copies have none.
  private(set) var parents: [Int64: Int64] = [:]
  private(set) var recipes: [Int64] = []
  private var places: [Int64: Int64] = [:]
  private var random: SeededGenerator
  private let deletes: Bool

  /// With `deletes`, every recipe is deleted, long enough ago.
  init(seed: Int, deletes: Bool = false, in folder: URL) throws {
    self.deletes = deletes
    random = SeededGenerator(seed: seed)
    let ids = Counter()
    surroundings = Surroundings(
      now: { History.start.advanced(byMilliseconds: 60 * History.day) },
      randomBytes: {
        let number = ids.next()
        return [0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      })
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: surroundings)
    try store.write { (transaction) throws in try fill(transaction) }
  }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func fill(_ transaction: WriteTransaction) throws {
    let users = try (0..<3).map { number in
      try transaction.insert(
        NewUser(
          id: UserID("u\(number)"), email: "u\(number)@example.org", username: "u\(number)",
          createdAt: History.start))
    }
    let communities = try (0..<3).map { number in
      let key = try transaction.insert(
        NewCommunity(
          id: CommunityID("c\(number)"), slug: "c\(number)", name: "C \(number)",
          createdAt: History.start))
      for user in users {
        _ = try transaction.insert(
          NewMembership(
            id: MembershipID("m\(number)-\(user.value)"), user: user, community: key,
            role: .admin, joinedAt: History.start))
      }
      return key
    }
    for index in 0..<(5 + number(25)) {
      try addRecipe(index, users: users, communities: communities, in: transaction)
    }
    try addViews(users: users, in: transaction)
    for recipe in recipes where number(100) < (deletes ? 100 : 45) {
      try delete(RecipeKey(recipe), in: transaction)
    }
    if number(100) < 40 { try delete(communities[number(3)], in: transaction) }
  }

  private mutating func moment() -> Instant {
    History.start.advanced(byMilliseconds: Int64(number(deletes ? 29 : 59)) * History.day)
  }

  private mutating func addRecipe(
    _ index: Int, users: [UserKey], communities: [CommunityKey], in transaction: WriteTransaction
  ) throws {
    let community = communities[number(3)]
    let creator = users[number(3)]
    var coder = BodyCoder()
    // A few texts for many recipes, so that some are shared between what goes and what stays.
    let body = try transaction.storeBody(
      coder.code(
        RecipeBody(
          title: "Dish \(number(8))", steps: [StepGroup(steps: ["Knead \(number(2)) times"])])))
    var origin: RecipeOrigin?
    if let parent = recipes.isEmpty || number(100) < 30 ? nil : recipes[number(recipes.count)] {
      let home = CommunityKey(places[parent] ?? 0)
      origin =
        home == community
        ? .variant(of: RecipeKey(parent))
        : .share(of: RecipeKey(parent), from: home, by: creator, at: moment())
      parents[Int64(index + 1)] = parent
    }
    let key = try transaction.insert(
      NewRecipe(
        id: RecipeID("r\(index)"), body: body, creator: creator, community: community,
        origin: origin, createdAt: moment()))
    precondition(key.value == Int64(index + 1), "recipes are numbered from 1")
    recipes.append(key.value)
    places[key.value] = community.value
    if let tag = try transaction.storeTag("Tag \(number(3))") { try transaction.add(tag, to: key) }
  }

  private mutating func addViews(users: [UserKey], in transaction: WriteTransaction) throws {
    for offset in [3, 20, 41] {
      let day = History.start.advanced(byMilliseconds: Int64(offset) * History.day).day
      var events: [ViewEvent] = []
      for recipe in recipes {
        let viewer = number(2) == 0 ? nil : users[number(3)].value
        events.append(
          ViewEvent(
            recipe: recipe, viewer: viewer,
            at: day.start.advanced(byMilliseconds: Int64(number(86_000_000)))))
      }
      events.sortForCounting()
      try transaction.storeViewSegment(
        ViewSegment.encode(events, on: day), events: events.count, on: day)
      try transaction.markDirty([day])
    }
  }

  private mutating func delete(_ recipe: RecipeKey, in transaction: WriteTransaction) throws {
    let key = try transaction.nextDeletionKey()
    let at = moment()
    try transaction.insertDeletion(key, .recipe, by: nil, at: at)
    try transaction.markDeleted(recipe, by: DeletionMark(deletion: key, at: at))
  }

  private mutating func delete(
    _ community: CommunityKey, in transaction: WriteTransaction
  ) throws {
    let key = try transaction.nextDeletionKey()
    let at = moment()
    try transaction.insertDeletion(key, .community, by: nil, at: at)
    _ = try transaction.markDeleted(community, by: DeletionMark(deletion: key, at: at))
  }

  // MARK: - The plainest picture

  /// The root of a recipe and its distance from it, step by step.
  func place(of recipe: Int64) -> (root: Int64, depth: Int) {
    var (root, depth) = (recipe, 0)
    while let parent = parents[root] { (root, depth) = (parent, depth + 1) }
    return (root, depth)
  }

  /// A recipe and all whose way to the root passes through it.
  func family(of recipe: Int64) -> Set<Int64> {
    Set(
      recipes.filter { other in
        sequence(first: other) { parents[$0] }.contains(recipe)
      })
  }
}

/// Numbers that rise from 1.
final class Counter: Sendable {
  private let value = Mutex<UInt64>(0)

  func next() -> UInt64 {
    value.withLock { value in
      value += 1
      return value
    }
  }
}
