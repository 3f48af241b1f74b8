import Communities
import CommunityRules
import RecipeModel
import Testing

@testable import Store

struct ErasureTests {
  @Test func `R23: an erasure is the operator's, and each person is erased once`() throws {
    try Village.with { (village) throws in
      let actions = village.actions
      for actor in [ActingAs.ada, .ben, .dora] {
        #expect(
          refusingRule { _ = try actions.eraseUser("Ben", recipes: .kept, as: actor) } == .r23)
      }
      let outcome = try actions.eraseUser("Ben", recipes: .kept, as: .operator)
      #expect(outcome.pseudonym.username.hasPrefix("erased-"))
      #expect(
        refusingRule {
          _ = try actions.eraseUser(outcome.pseudonym.id.text, recipes: .kept, as: .operator)
        } == .r23)
      #expect(throws: UnknownReference.self) {
        try actions.eraseUser("Ben", recipes: .kept, as: .operator)
      }
      // What identified them is free again.
      _ = try actions.createUser(
        email: try EmailAddress("ben@example.org"), username: try Username("Ben"), as: .operator)
    }
  }

  @Test func `R23: recipes stay with an anonymous author, or become bare nodes, as asked`() throws {
    for recipes in ErasedRecipes.allCases {
      try Village.with { (village) throws in
        let actions = village.actions
        let outcome = try actions.eraseUser("Cleo", recipes: recipes, as: .operator)
        switch recipes {
        case .kept:
          #expect(outcome.recipesRemoved == nil)
          let soup = try actions.showRecipe(village.soup.id, as: .ada)
          #expect(soup.creator == outcome.pseudonym.username)
        case .removed:
          #expect(outcome.recipesRemoved == 2)
          #expect(try actions.listTrash(limit: 9, as: .operator).items.isEmpty)
          #expect(throws: UnknownReference.self) {
            try actions.restoreRecipe(village.soup.id, as: .operator)
          }
          #expect(
            try village.store.read {
              (transaction) throws(StoreFault) in
              try transaction.integer("SELECT count(*) FROM recipe WHERE purged_at IS NOT NULL")
            } == 2)
        }
        #expect(try actions.roles(in: "circle")["Cleo"] == nil)
      }
    }
  }

  @Test func `R23: the last admin has a successor whom the operator names among the members`()
    throws
  {
    try Village.with { (village) throws in
      let actions = village.actions
      _ = try actions.leave("circle", as: .otto)
      func erase(_ successors: [(String, String)]) throws -> ErasureOutcome {
        try actions.eraseUser(
          "Ada", recipes: .kept,
          successors: successors.map { SuccessorName(community: $0.0, user: $0.1) },
          as: .operator)
      }
      do {
        _ = try erase([])
        Issue.record("a community was left without an admin")
      } catch let refusal as Refusal {
        #expect(refusal.rule == .r23)
        #expect(refusal.hint == "name a successor, in circle one of: Ben, Cleo")
      }
      for successors in [
        [("circle", "Dora")], [("circle", "Ada")], [("circle", "Ben"), ("rye-house", "Eve")],
      ] {
        #expect(refusingRule { _ = try erase(successors) } == .r23)
      }
      #expect(try actions.roles(in: "circle")["Ada"] == .admin)
      _ = try erase([("circle", "Ben")])
      #expect(try actions.roles(in: "circle") == ["Ben": .admin, "Cleo": .member])
    }
  }

  @Test func `R6: a community goes with its last user when they are erased`() throws {
    try Village.with { (village) throws in
      let outcome = try village.actions.eraseUser("Eve", recipes: .kept, as: .operator)
      #expect(outcome.communitiesEnded == ["rye-house"])
      #expect(try village.actions.listCommunities(as: .operator).map(\.slug) == ["circle"])
      // Nobody comes back with it (R21).
      #expect(
        refusingRule { _ = try village.actions.restoreCommunity("rye-house", as: .operator) }
          == .r21)
    }
  }

  @Test(arguments: [
    ("ben@example.org", "mail ben@example.org.", true),
    ("ben@example.org", "BEN@EXAMPLE.ORG", true),
    ("ben@example.org", "ruben@example.org", false),
    ("ben@example.org", "x.ben@example.org", false),
    ("ben@example.org", "by benny", true), ("ben@example.org", "bennys it", false),
    ("ben@example.org", "u-17", true), ("ben@example.org", "u-171", false),
    ("ben@example.org", #"ben\u0040example.org"#, true),
  ])
  func `R23: a person is found as a whole, and nobody else in their place`(
    email: String, text: String, isFound: Bool
  ) {
    let traces = PersonalTraces(
      email: email, id: UserID("u-17"), username: "benny", pseudonym: "erased-x")
    #expect(traces.occur(in: Array(text.utf8)) == isFound)
  }

  @Test func `R23: in JSON only a whole string is a name`() {
    let traces = PersonalTraces(
      email: "b@example.org", id: UserID("u-17"), username: "salt", pseudonym: "erased-x")
    #expect(
      traces.replaced(in: #"{"by":"Salt","what":"salt it","id":"u-17"}"#, .json)
        == #"{"by":"erased-x","what":"salt it","id":"erased-x"}"#)
    #expect(traces.replaced(in: #"{"what":"salt it"}"#, .json) == nil)
  }
}
