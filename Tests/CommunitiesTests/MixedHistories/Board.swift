import GRDB
import Communities
import RecipeModel

@testable import Store

/// Who and what there is at one moment, as the tables say it.
struct Board {
  struct Person: Equatable {
    /// Nil for an address that nobody has.
    var key: Int64?
    var email: String

    var acting: ActingAs { .person(email: email) }
  }

  struct Community {
    var key: Int64
    var id: String
    var slug: String
  }

  struct Recipe {
    var key: Int64
    var id: RecipeID
    var community: Int64?
    var creator: Int64
    var isLiving: Bool
  }

  struct Proposal {
    var id: ProposalID
    var recipe: Int64
    var isPending: Bool
  }

  /// The living users.
  var users: [Person]
  /// Living ones and those in the trash.
  var communities: [Community]
  /// Living memberships of living communities, by community and user.
  var roles: [Int64: [Int64: Role]]
  /// Living ones and those in the trash.
  var recipes: [Recipe]
  var proposals: [Proposal]

  init(_ transaction: ReadTransaction) throws {
    users = try transaction.rows(
      "SELECT id, email FROM user WHERE deleted_at IS NULL ORDER BY id"
    ) { Person(key: $0[0], email: $0[1]) }
    communities = try transaction.rows(
      "SELECT id, public_id, slug FROM community WHERE purged_at IS NULL ORDER BY id"
    ) { Community(key: $0[0], id: $0[1], slug: $0[2]) }
    roles = [:]
    let members = try transaction.rows(
      """
      SELECT m.community_id, m.user_id, m.role FROM membership m
        JOIN community c ON c.id = m.community_id JOIN user u ON u.id = m.user_id
       WHERE m.deleted_at IS NULL AND c.deleted_at IS NULL AND u.deleted_at IS NULL
      """
    ) { (community: $0[0] as Int64, user: $0[1] as Int64, role: Role(rawValue: $0[2])) }
    for member in members { roles[member.community, default: [:]][member.user] = member.role }
    recipes = try transaction.rows(
      """
      SELECT id, public_id, community_id, creator_id, deleted_at IS NULL FROM recipe
       WHERE purged_at IS NULL ORDER BY id
      """
    ) { Recipe(key: $0[0], id: RecipeID($0[1]), community: $0[2], creator: $0[3], isLiving: $0[4]) }
    proposals = try transaction.rows(
      "SELECT public_id, recipe_id, status = 'pending' FROM proposal ORDER BY id"
    ) { Proposal(id: ProposalID($0[0]), recipe: $0[1], isPending: $0[2]) }
  }
}

/// Who is to do something, and to what: drawn at random, and often somebody who may not.
struct Scene {
  var board: Board
  /// Nil for the operator.
  var actor: Board.Person?
  /// Whom it concerns.
  var other: Board.Person
  var community: Board.Community
  /// Another community, or the same.
  var destination: Board.Community
  /// In the community, where it is in one at all.
  var recipe: Board.Recipe?
  var proposal: Board.Proposal?
  var title: String
  var coin: Bool

  var acting: ActingAs { actor?.acting ?? .operator }
  var isOperator: Bool { actor == nil }
  var role: Role? { role(in: community) }
  var isAdmin: Bool { role == .admin }
  var isCreator: Bool { actor?.key != nil && actor?.key == recipe?.creator }
  var recipeID: RecipeID { recipe?.id ?? RecipeID("none") }
  var proposalID: ProposalID { proposal?.id ?? ProposalID("none") }

  /// Whether who acts sees the recipe because of where it is.
  var isPresent: Bool {
    guard let recipe else { return false }
    return recipe.community == nil ? isCreator : role != nil
  }

  /// The operator rules in communities, and in nobody's catalogue.
  var isOperatorThere: Bool { isOperator && recipe?.community != nil }

  var isCreatorOrAdmin: Bool { isPresent && (isCreator || isAdmin) || isOperatorThere }

  /// Whether who acts created what the proposal is to, and is there.
  var isDecider: Bool {
    guard let key = actor?.key,
      let recipe = board.recipes.first(where: { $0.key == proposal?.recipe })
    else { return false }
    return recipe.creator == key && board.roles[recipe.community ?? 0]?[key] != nil
  }

  func role(in community: Board.Community) -> Role? {
    actor?.key.flatMap { board.roles[community.key]?[$0] }
  }
}
