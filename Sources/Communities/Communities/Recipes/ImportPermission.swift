public import CommunityRules
public import Store

/// Permission to import into one place as one user (R8).
public struct ImportPermission: Sendable {
  /// Credits each recipe to its author.
  public let decision: ImportRecipes.Decision
  /// In whose name recipes are imported.
  public let importer: StoredUser
  /// Nil for the importer's own catalogue.
  public let community: StoredCommunity?

  /// The place as the store's import queries take it.
  public var place: ImportPlace {
    community.map { .community($0.key) } ?? .catalogue
  }

  /// A user whom an archive or a mapping names as an author, for `ImportRecipes.Author`.
  public func standing(
    of author: StoredUser, in transaction: ReadTransaction
  ) throws(StoreFault) -> PersonStanding {
    let standings = Standings(transaction: transaction)
    return try standings.person(author, in: community)
  }
}

extension CommunityActions {
  /// Asks, before anything of an archive is read, whether somebody may import into a place (R8).
  public func resolveImport(
    into place: PlaceName, as acting: ActingAs
  ) throws -> ImportPermission {
    try look(as: acting) { standings, asker in
      try standings.importPermission(into: place, for: asker)
    }
  }

  /// Asks the same again inside the transaction of a batch.
  public static func resolveImport(
    into place: PlaceName, as acting: ActingAs, in transaction: ReadTransaction
  ) throws -> ImportPermission {
    let standings = Standings(transaction: transaction)
    return try standings.importPermission(into: place, for: try standings.asker(acting))
  }
}

extension Standings {
  fileprivate func importPermission(
    into name: PlaceName, for asker: Asker
  ) throws -> ImportPermission {
    let place = try place(name, for: asker)
    let decision = try ImportRecipes.decide(into: place.standing, by: asker.actor)
    guard let importer = asker.user else {
      preconditionFailure("the rule lets only users import")
    }
    return ImportPermission(decision: decision, importer: importer, community: place.community)
  }
}
