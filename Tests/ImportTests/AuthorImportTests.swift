import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct AuthorImportTests {
  private static let archive = #"""
    {"title":"Soup","ingredients":["1 leek"],"author":"Ida Ekman"}
    {"title":"Cake","ingredients":["1 egg"],"author":"  ida  EKMAN "}
    {"title":"Salad","ingredients":["1 lettuce"],"author":"Jo"}
    {"title":"Bread","ingredients":["flour"]}

    """#

  /// A second member of the cook's community.
  private func ida(in kitchen: Kitchen) throws -> UserKey {
    try kitchen.store.write { (transaction) throws(StoreFault) in
      let ida = try transaction.insert(
        NewUser(
          id: UserID("ida"), email: "ida@example.org", username: "ida", createdAt: Kitchen.noon))
      _ = try transaction.insert(
        NewMembership(
          id: MembershipID("i"), user: ida, community: kitchen.community, role: .member,
          joinedAt: Kitchen.noon))
      return ida
    }
  }

  private func creators(in kitchen: Kitchen, ofCopies: Bool = false) throws -> [String] {
    try kitchen.texts(
      """
      SELECT b.title || ': ' || u.username FROM recipe r JOIN recipe_body b ON b.id = r.body_id
        JOIN user u ON u.id = r.creator_id
       WHERE (r.community_id IS NULL) = \(ofCopies ? 1 : 0) ORDER BY b.title
      """)
  }

  @Test func `R8: an author who is mapped creates the recipe and its copy, others stay texts`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let users = [FoldedName("Ida Ekman"): try ida(in: kitchen)]
      let path = try kitchen.file("a.jsonl", Self.archive)
      let outcome = try kitchen.run([path]) { $0.authors = users }
      let expected = ["Bread: cook", "Cake: ida", "Salad: cook", "Soup: ida"]
      #expect(try creators(in: kitchen) == expected)
      #expect(try creators(in: kitchen, ofCopies: true) == expected)
      // What the source says of its author stays in what it says.
      let texts = try kitchen.integer(
        "SELECT COUNT(*) FROM recipe_body WHERE CAST(structured AS TEXT) LIKE '%Ida Ekman%'")
      #expect(texts == 2)
      let census = try #require(outcome.authors)
      #expect(census.mappedRecipes == 2 && census.strangersRecipes == 1)
      #expect(census.strangers.map(\.name) == ["Jo"] && census.strangers.map(\.recipes) == [1])
    }
  }

  @Test func `a recipe keeps its id and its creator, whatever mapping comes later`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.archive)
      #expect(try kitchen.run([path]).authors == nil)
      let before = try kitchen.contents()
      let users = [FoldedName("Ida Ekman"): try ida(in: kitchen)]
      #expect(try kitchen.run([path]) { $0.authors = users }.total.unchanged == 4)
      #expect(try kitchen.contents() == before)

      let other = try Kitchen(in: folder, named: "other.db")
      let others = [FoldedName("Ida Ekman"): try ida(in: other)]
      _ = try other.run([path]) { $0.authors = others }
      let ids = "SELECT public_id FROM recipe ORDER BY 1"
      #expect(try other.texts(ids) == kitchen.texts(ids))
    }
  }

  @Test func `an interrupted import counts every author once it is done`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let users = [FoldedName("Ida Ekman"): try ida(in: kitchen)]
      let path = try kitchen.file("a.jsonl", Self.archive)
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 2, observer: Observer(shouldStop: { true })) {
          $0.authors = users
        }
      }
      let census = try #require(try kitchen.run([path]) { $0.authors = users }.authors)
      #expect(census.mappedRecipes == 2 && census.strangersRecipes == 1)
      #expect(try kitchen.integer("SELECT COUNT(DISTINCT fingerprint) FROM run") == 1)
    }
  }

  @Test func `authors beyond the limit are counted without their names`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let limit = AuthorCensus.listedStrangers
      let lines = (0..<limit + 3).map {
        #"{"title":"T \#($0)","ingredients":["\#($0) eggs"],"author":"Author \#($0)"}"#
      }
      let path = try kitchen.file("many.jsonl", lines.joined(separator: "\n"))
      let census = try #require(try kitchen.run([path]) { $0.authors = [:] }.authors)
      #expect(census.strangers.count == limit && census.unlistedRecipes == 3)
      #expect(census.strangersRecipes == limit + 3)
    }
  }
}
