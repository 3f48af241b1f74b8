import CommunityRules
import PipelineCore
public import RecipeModel
public import Store

/// An author as archives name them, and the e-mail address, or the id, of the user who they are.
public struct NamedAuthor: Sendable, Equatable {
  public var name: String
  public var email: String

  public init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}

extension CommunityActions {
  /// Finds the users whom a mapping says that authors are, as far as the rules let recipes be
  /// imported in their names (R8).
  ///
  /// Asked before anything of an archive is read. Throws `UnknownReference` for an address that no
  /// living user has, or a `Refusal`.
  public func resolveAuthors(
    _ authors: [NamedAuthor], under permission: ImportPermission
  ) throws -> [FoldedName: UserKey] {
    try store.read { (transaction) throws in
      var users: [FoldedName: UserKey] = [:]
      for author in authors {
        // No address is without an @; an id never has one.
        let user =
          author.email.contains("@")
          ? try transaction.user(withEmail: FoldedName(author.email))
          : try transaction.user(UserID(author.email))
        guard let user else {
          throw UnknownReference(.emailAddress, author.email)
        }
        let standing = try permission.standing(of: user, in: transaction)
        _ = try permission.decision.credit(.mapped(standing))
        users[FoldedName(author.name)] = user.key
      }
      return users
    }
  }

  /// Of the authors that `makeAuthors` is for, those of whom it would make users; asks the same rules
  /// and makes nobody.
  public func authorsToMake(
    _ authors: [NamedAuthor], under permission: ImportPermission, as acting: ActingAs
  ) throws -> [NamedAuthor] {
    guard let community = permission.community else { return [] }
    return try look(as: acting) { standings, asker in
      try authors.filter { author in
        let email = try EmailAddress(author.email)
        guard try standings.transaction.user(withEmail: email.folded) == nil else { return false }
        let name = try freeName(of: author, in: standings)
        _ = try Invite.decide(
          .unknown(
            UserDraft(
              id: UserID(author.email), email: email,
              username: try name ?? standings.freeUsername(for: email))),
          into: community.standing, by: asker.actor, at: surroundings.now())
        return true
      }
    }
  }

  /// Makes users of those authors whose addresses nobody has, members of the community at once.
  ///
  /// It is an invitation like any other, so an admin's to do (R3). Who has an address already is left
  /// as they are: somebody who left does not come back by an import. A user is called as the author,
  /// unless that name is taken or cannot be one.
  public func makeAuthors(
    _ authors: [NamedAuthor], under permission: ImportPermission, as acting: ActingAs
  ) throws {
    guard let community = permission.community else { return }
    for author in authors {
      let email = try EmailAddress(author.email)
      let (isKnown, name) = try store.read { (transaction) throws(StoreFault) in
        (
          try transaction.user(withEmail: email.folded) != nil,
          try freeName(of: author, in: Standings(transaction: transaction))
        )
      }
      guard !isKnown else { continue }
      _ = try invite(email, username: name, into: community.slug, as: acting)
    }
  }

  /// The author's name as a username; nil when it cannot be one, or is taken.
  private func freeName(
    of author: NamedAuthor, in standings: Standings
  ) throws(StoreFault) -> Username? {
    guard let name = try? Username(author.name),
      try standings.transaction.user(withUsername: name.folded) == nil
    else { return nil }
    return name
  }
}
