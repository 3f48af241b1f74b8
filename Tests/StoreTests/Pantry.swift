import Foundation
import RecipeCoding
import RecipeModel
import TestKit

@testable import Store

/// A store with a few rows in each table that people's queries touch.
///
/// Ada is an admin of the circle and Ben a member; Ben created the soup there and has a copy of it,
/// with the tag `Rye`. Cleo belongs to nothing.
struct Pantry {
  let ada: UserKey
  let ben: UserKey
  let cleo: UserKey
  let circle: CommunityKey
  let adaInCircle: MembershipKey
  let benInCircle: MembershipKey
  let soup: RecipeKey
  let copy: RecipeKey
  let body: BodyKey
  let rye: TagKey

  static let noon = Instant(milliseconds: 1_795_000_000_000)

  init(filling transaction: WriteTransaction) throws {
    func user(_ name: String) throws(StoreFault) -> UserKey {
      try transaction.insert(
        NewUser(
          id: UserID(name), email: "\(name)@example.org", username: name,
          createdAt: Pantry.noon))
    }
    ada = try user("Ada")
    ben = try user("Ben")
    cleo = try user("Cleo")
    circle = try transaction.insert(
      NewCommunity(
        id: CommunityID("circle"), slug: "circle", name: "The circle", createdAt: Pantry.noon))
    adaInCircle = try transaction.insert(
      NewMembership(
        id: MembershipID("ada-circle"), user: ada, community: circle, role: .admin,
        joinedAt: Pantry.noon))
    benInCircle = try transaction.insert(
      NewMembership(
        id: MembershipID("ben-circle"), user: ben, community: circle, role: .member,
        joinedAt: Pantry.noon, invitedBy: ada))
    var coder = BodyCoder()
    body = try transaction.storeBody(coder.code(RecipeBody(title: "Soup")))
    soup = try transaction.insert(
      NewRecipe(
        id: RecipeID("soup"), body: body, creator: ben, community: circle,
        createdAt: Pantry.noon))
    copy = try transaction.insert(
      NewRecipe(
        id: RecipeID("copy"), body: body, creator: ben, community: nil,
        origin: .personalCopy(of: soup), createdAt: Pantry.noon))
    guard let tag = try transaction.storeTag("Rye") else {
      throw StoreFault(.inconsistent("a tag with a name is stored"))
    }
    rye = tag
    try transaction.setTags(of: soup, to: [rye])
  }

  /// Proposes to Ben, in Ada's name, to make a stew of the soup.
  func proposeStew(in transaction: WriteTransaction) throws -> StoredProposal {
    var coder = BodyCoder()
    _ = try transaction.insert(
      NewProposal(
        id: ProposalID("stew"), recipe: soup, proposer: ada,
        body: try transaction.storeBody(coder.code(RecipeBody(title: "Stew"))), base: body,
        createdAt: Pantry.noon))
    guard let proposal = try transaction.proposal(ProposalID("stew")) else {
      throw StoreFault(.inconsistent("a proposal is stored"))
    }
    return proposal
  }

  /// Runs the body on a store that was filled in the same transaction.
  static func with<Result>(
    _ body: (WriteTransaction, Pantry) throws -> Result
  ) throws -> Result {
    try withTemporaryFolder { folder in
      try emptyStore(in: folder).write { (transaction) throws in
        try body(transaction, try Pantry(filling: transaction))
      }
    }
  }

  /// Runs the body on a store that was filled in a transaction before.
  static func withStore<Result>(
    _ body: (RecipeStore, Pantry) throws -> Result
  ) throws -> Result {
    try withTemporaryFolder { folder in
      let store = try emptyStore(in: folder)
      let pantry = try store.write { (transaction) throws in try Pantry(filling: transaction) }
      return try body(store, pantry)
    }
  }

  private static func emptyStore(in folder: URL) throws -> RecipeStore {
    try RecipeStore.create(at: folder.appending(path: "levain.db").path, surroundings: .fixed)
  }
}
