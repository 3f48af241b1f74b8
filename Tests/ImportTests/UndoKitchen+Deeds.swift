import Communities
import CommunityRules
import Foundation
import Indexes
import RecipeModel
import TestKit

@testable import Store

extension CommunityActions {
  /// Changes a recipe's first step, each time into something else.
  func edit(_ id: RecipeID, as acting: ActingAs) throws {
    _ = try editRecipe(id, as: acting) { $0.title += " (mine)" }
  }
}

extension Kitchen {
  /// A community of the cook's.
  func addCommunity(_ slug: String) throws {
    try store.write { transaction in
      let community = try transaction.insert(
        NewCommunity(
          id: CommunityID(slug), slug: slug, name: slug, createdAt: Kitchen.noon))
      _ = try transaction.insert(
        NewMembership(
          id: MembershipID("m-\(slug)"), user: cook, community: community, role: .admin,
          joinedAt: Kitchen.noon))
    }
  }

  /// Another admin of the community.
  func addAdmin(_ name: String) throws {
    try store.write { transaction in
      let user = try transaction.insert(
        NewUser(
          id: UserID(name), email: "\(name)@example.org", username: name, createdAt: Kitchen.noon))
      _ = try transaction.insert(
        NewMembership(
          id: MembershipID("m-\(name)"), user: user, community: community, role: .admin,
          joinedAt: Kitchen.noon))
    }
  }

  func setMembership(_ assignment: String) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.execute("UPDATE membership SET \(assignment)")
    }
  }

  /// The cook's own copy of a recipe.
  func copy(of recipe: RecipeID) throws -> RecipeID {
    let ids = try texts(
      """
      SELECT c.public_id FROM recipe c JOIN recipe r ON r.id = c.origin_id
       WHERE r.public_id = '\(recipe.text)' AND c.origin_kind = 'personal_copy'
      """)
    return RecipeID(ids.first ?? "")
  }

  /// All that a recipe is and has, as texts; nothing when it is not there.
  func picture(of recipe: RecipeID) throws -> [String] {
    let named = "(SELECT id FROM recipe WHERE public_id = '\(recipe.text)')"
    return try [
      """
      SELECT r.id || ' ' || hex(b.digest) || r.creator_id || coalesce(r.origin_id, '')
          || r.updated_at || coalesce(r.deleted_at, '') || coalesce(r.image_url, '')
        FROM recipe r JOIN recipe_body b ON b.id = r.body_id
       WHERE r.id = \(named) OR (r.origin_id = \(named) AND r.origin_kind = 'personal_copy')
       ORDER BY 1
      """,
      "SELECT tag_id || '' FROM recipe_tag WHERE recipe_id = \(named) ORDER BY 1",
      "SELECT hex(record_digest) || body_id FROM recipe_source WHERE recipe_id = \(named)",
      "SELECT public_id FROM proposal WHERE recipe_id = \(named) ORDER BY 1",
      "SELECT public_id FROM recipe_revision WHERE recipe_id = \(named) ORDER BY 1",
    ].flatMap { try texts($0) }
  }

  /// Something that makes a recipe somebody's work, if it still can be done to it.
  func doSomething(with recipe: RecipeID, _ random: inout SeededGenerator) throws {
    do {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: try people.edit(recipe, as: theCook)
      case 1:
        let name = "Tag \(Int.random(in: 0..<9, using: &random))"
        try people.tagRecipe(recipe, adding: [try TagName(name)], as: theCook)
      case 2: try people.deleteRecipe(recipe, as: theCook)
      case 3:
        _ = try people.proposeUpdate(of: recipe, as: theCook) { $0.title += " and more" }
      default: _ = try people.shareRecipe(recipe, into: "friends", as: theCook)
      }
    } catch is Refusal {
      // It was deleted, or shared there already: it is touched all the same.
    }
  }

  /// Stores one view of a recipe.
  func view(_ recipe: RecipeKey) throws {
    let event = ViewEvent(recipe: recipe.value, viewer: cook.value, at: Kitchen.noon)
    let day = Kitchen.noon.day
    try store.write { (transaction) throws in
      try transaction.storeViewSegment(ViewSegment.encode([event], on: day), events: 1, on: day)
    }
  }
}
