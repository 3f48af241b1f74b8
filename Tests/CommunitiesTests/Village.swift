import Communities
import CommunityRules
import Foundation
import PipelineCore
import RecipeModel
import Store
import Synchronization
import TestKit
import Testing

/// A store with people in it, made through the same door that the tests go through.
///
/// Ada and Otto are admins of `circle`, Ben and Cleo members; Cleo created the soup there. Eve is
/// the admin of `rye-house`, and Dora belongs to nothing.
struct Village {
  let path: String
  let clock: Clock
  let store: RecipeStore
  let actions: CommunityActions
  let soup: CreatedRecipe

  private init(in folder: URL) throws {
    path = folder.appending(path: "levain.db").path
    clock = Clock()
    store = try RecipeStore.create(at: path, surroundings: clock.surroundings)
    actions = CommunityActions(store: store, surroundings: clock.surroundings)
    for name in ["Ada", "Otto", "Ben", "Cleo", "Dora", "Eve"] {
      _ = try actions.createUser(
        email: try EmailAddress("\(name.lowercased())@example.org"),
        username: try Username(name), as: .operator)
    }
    try actions.found("circle", by: .ada)
    try actions.found("rye-house", by: .eve)
    for name in ["otto", "ben", "cleo"] {
      _ = try actions.invite(
        try EmailAddress("\(name)@example.org"), into: "circle", as: .ada)
    }
    _ = try actions.promote("Otto", in: "circle", as: .ada)
    soup = try actions.createRecipe(
      RecipeRequest(
        in: .community("circle"), body: RecipeBody(title: "Soup"), tags: [try TagName("Rye")]),
      as: .cleo)
  }

  static func with<Result>(_ body: (Village) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in try body(try Village(in: folder)) }
  }

  static func with<Result>(_ body: (Village) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in try await body(try Village(in: folder)) }
  }
}

extension Village {
  /// Sets the circle a target of views by week.
  func setTarget(
    _ value: Int, since: String? = nil, by acting: ActingAs
  ) throws -> ChangedTarget {
    try actions.setTarget(
      of: "circle",
      SetTarget.Request(
        .views, .weekly, value: TargetValue(value), since: since.flatMap { Day($0) }),
      as: acting)
  }

  /// Proposes another title for the soup, or for another recipe.
  func propose(
    _ title: String, for recipe: RecipeID? = nil, by acting: ActingAs
  ) throws -> ProposalID {
    try actions.proposeUpdate(of: recipe ?? soup.id, as: acting) { $0.title = title }.id
  }
}

/// A clock that a test moves, and ids that never repeat and rise.
final class Clock: Sendable {
  private let state = Mutex((now: Instant(milliseconds: 1_795_000_000_000), ids: UInt64(0)))

  func advance(milliseconds: Int64 = 1) {
    state.withLock { $0.now = $0.now.advanced(byMilliseconds: milliseconds) }
  }

  var now: Instant { state.withLock { $0.now } }

  func advance(days: Int64) { advance(milliseconds: days * 86_400_000) }

  var surroundings: Surroundings {
    Surroundings(
      now: { self.state.withLock { $0.now } },
      randomBytes: {
        let number = self.state.withLock { state -> UInt64 in
          state.ids += 1
          return state.ids
        }
        return [0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
      })
  }
}

extension ActingAs {
  static let ada = person("ada")
  static let otto = person("otto")
  static let ben = person("ben")
  static let cleo = person("cleo")
  static let dora = person("dora")
  static let eve = person("eve")

  static func person(_ name: String) -> ActingAs { .person(email: "\(name)@example.org") }
}

extension CommunityActions {
  @discardableResult
  func found(_ slug: String, by acting: ActingAs, firstAdmin: String? = nil) throws
    -> CommunitySummary
  {
    try createCommunity(
      CommunityRequest(
        slug: try Slug(slug), name: try CommunityName(slug), firstAdmin: firstAdmin),
      as: acting)
  }

  func roles(in slug: String) throws -> [String: Role] {
    Dictionary(
      uniqueKeysWithValues: try listMembers(of: slug, as: .operator).map { ($0.username, $0.role) })
  }

  func titles(in place: PlaceName, deleted: Bool = false, as acting: ActingAs) throws -> [String] {
    try listRecipes(in: place, includingDeleted: deleted, limit: 100, as: acting).recipes
      .map(\.title)
  }
}

/// The rule that refuses a request; nil when it names what whoever asks does not see (R7).
func refusingRule(_ request: () throws -> Void) -> Rule? {
  do {
    try request()
    Issue.record("nothing refuses it")
    return nil
  } catch let refusal as Refusal {
    return refusal.rule
  } catch is UnknownReference {
    return nil
  } catch {
    Issue.record(error)
    return nil
  }
}
