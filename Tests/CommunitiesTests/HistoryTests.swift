import Communities
import CommunityRules
import Foundation
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

/// Random histories through the one door, beside a model in memory.
struct HistoryTests {
  @Test(arguments: 0..<16)
  func `R1 to R9, R20, R21: whatever people do, the store holds what the model says`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var history = try History(seed: seed, in: folder)
      for number in 1...80 {
        let step = history.randomStep()
        let isAllowed = history.model.allows(step)
        #expect(try history.play(step) == isAllowed, "\(step)")
        try history.expectAdmins()
        if number % 8 == 0 { try history.expectAgreement() }
      }
    }
  }
}

/// A store and the model of it.
private struct History {
  static let people = 0..<5
  static let slugs = ["loaf", "crust", "crumb"]

  var model = Model()
  private let store: RecipeStore
  private let actions: CommunityActions
  private let clock = Clock()
  private var generator: SeededGenerator

  init(seed: Int, in folder: URL) throws {
    generator = SeededGenerator(seed: seed)
    store = try RecipeStore.create(
      at: folder.appending(path: "levain.db").path, surroundings: clock.surroundings)
    actions = CommunityActions(store: store, surroundings: clock.surroundings)
    for person in History.people {
      _ = try actions.createUser(
        email: try EmailAddress("p\(person)@example.org"), username: try Username("p\(person)"),
        as: .operator)
    }
  }

  mutating func randomStep() -> Model.Step {
    let person = Int.random(in: History.people, using: &generator)
    let other = Int.random(in: History.people, using: &generator)
    let kind = Int.random(in: 0..<20, using: &generator)
    guard let community = any(Array(model.communities.keys), by: \.text), kind > 1 else {
      return .found(person, History.slugs[Int.random(in: History.slugs.indices, using: &generator)])
    }
    let recipes = model.communities.values.flatMap(\.recipes.keys) + model.catalogue.keys
    let recipe = any(recipes, by: \.text) ?? RecipeID("none")
    let title = "T\(Int.random(in: 0..<6, using: &generator))"
    switch kind {
    case 2...5: return .invite(person, community, by: other)
    case 6...7: return .promote(person, community, by: other)
    case 8...10: return .leave(person, community)
    case 11: return .deleteCommunity(community, by: other == 0 ? nil : person)
    case 12...13: return .restoreCommunity(community, admin: person == 0 ? nil : other)
    case 14: return .create(title, person == 0 ? nil : community, by: other)
    case 15: return .create(title, community, by: other)
    case 16: return .edit(recipe, title, by: person)
    case 17...18: return .delete(recipe, by: person)
    default: return .restore(recipe, by: person)
    }
  }

  /// Plays a step in the store and, when it is allowed there, in the model.
  mutating func play(_ step: Model.Step) throws -> Bool {
    clock.advance()
    do {
      let made = try perform(step)
      model.play(step, community: made.community, recipes: made.recipes)
      return true
    } catch is Refusal {
      return false
    } catch is UnknownReference {
      return false
    } catch let fault as InvalidValue where fault == InvalidValue(.slug, .taken) {
      return false
    }
  }

  private func perform(
    _ step: Model.Step
  ) throws -> (community: CommunityID?, recipes: [RecipeID]) {
    func acting(_ person: Int) -> ActingAs { .person("p\(person)") }
    switch step {
    case .found(let person, let slug): return (try actions.found(slug, by: acting(person)).id, [])
    case .invite(let person, let community, let host):
      _ = try actions.invite(
        try EmailAddress("p\(person)@example.org"), into: community.text, as: acting(host))
    case .promote(let person, let community, let actor):
      _ = try actions.promote("p\(person)", in: community.text, as: acting(actor))
    case .leave(let person, let community):
      _ = try actions.leave(community.text, as: acting(person))
    case .deleteCommunity(let community, let actor):
      _ = try actions.deleteCommunity(community.text, as: actor.map(acting) ?? .operator)
    case .restoreCommunity(let community, let admin):
      _ = try actions.restoreCommunity(
        community.text, admin: admin.map { "p\($0)" }, as: .operator)
    case .create(let title, let community, let creator):
      let created = try actions.createRecipe(
        RecipeRequest(
          in: community.map { .community($0.text) } ?? .catalogue, body: RecipeBody(title: title)),
        as: acting(creator))
      return (nil, [created.id] + (created.personalCopy.map { [$0] } ?? []))
    case .edit(let recipe, let title, let actor):
      try actions.editRecipe(recipe, as: acting(actor)) { $0.title = title }
    case .delete(let recipe, let actor): try actions.deleteRecipe(recipe, as: acting(actor))
    case .restore(let recipe, let actor): try actions.restoreRecipe(recipe, as: acting(actor))
    }
    return (nil, [])
  }

  /// R2: every living community has an admin.
  func expectAdmins() throws {
    for community in try actions.listCommunities(as: .operator) {
      #expect(try actions.roles(in: community.slug).values.contains(.admin), "\(community.slug)")
    }
  }

  /// Every list says what the model says.
  func expectAgreement() throws {
    let living = model.communities.filter { !$0.value.isDeleted }
    let listed = try actions.listCommunities(as: .operator)
    #expect(Set(listed.map(\.id)) == Set(living.keys))
    for (id, community) in living {
      let roles = community.members.map { ("p\($0.key)", $0.value) }
      #expect(
        try actions.roles(in: community.slug) == Dictionary(uniqueKeysWithValues: roles))
      try expect(.community(id.text), community.recipes, as: .operator)
    }
    for person in History.people {
      try expect(
        .catalogue, model.catalogue.filter { $0.value.creator == person }, as: .person("p\(person)")
      )
    }
  }

  private func expect(
    _ place: PlaceName, _ recipes: [RecipeID: Model.Recipe], as acting: ActingAs
  ) throws {
    for deleted in [false, true] {
      let listed = try actions.listRecipes(
        in: place, includingDeleted: deleted, limit: 1000, as: acting
      ).recipes
      let expected = recipes.filter { deleted || !$0.value.isDeleted }
      #expect(
        Dictionary(uniqueKeysWithValues: listed.map { ($0.id, $0.title) })
          == expected.mapValues(\.title))
      for recipe in listed {
        #expect((recipe.deletedAt != nil) == expected[recipe.id]?.isDeleted)
      }
    }
  }

  /// A random element of a collection that has no order of its own.
  private mutating func any<Element>(
    _ elements: [Element], by name: (Element) -> String
  ) -> Element? {
    elements.sorted { name($0) < name($1) }.randomElement(using: &generator)
  }
}
