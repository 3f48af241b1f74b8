import GRDB
public import RecipeModel

/// The recipes that a record may be based on: the one with this id of its source, or the one from
/// this address.
public struct PossibleOrigins: Sendable, Equatable {
  public var byID: RecipeID
  public var byAddress: RecipeID

  public init(byID: RecipeID, byAddress: RecipeID) {
    self.byID = byID
    self.byAddress = byAddress
  }
}

/// A recipe whose origin was not there yet when it was stored.
public struct OriginRequest: Sendable, Equatable {
  public var recipe: RecipeKey
  public var origins: PossibleOrigins
}

extension ReadTransaction {
  /// The recipe that another is based on; nil when there is none.
  public func origin(_ origins: PossibleOrigins) throws(StoreFault) -> RecipeKey? {
    for id in [origins.byID, origins.byAddress] {
      if let seenKeys, !seenKeys.mayHold(id) { continue }
      if let key = bufferedRecipe(id) { return key }
      let key = try preparedAside("SELECT id FROM recipe WHERE public_id = ?").bind(id.text)
        .integer()
      if let key { return RecipeKey(key) }
    }
    return nil
  }

  /// The recipe that a recipe was made from, in whatever way; nil for a root.
  public func origin(of recipe: RecipeKey) throws(StoreFault) -> RecipeKey? {
    try prepared("SELECT origin_id FROM recipe WHERE id = ? AND origin_id IS NOT NULL")
      .bind(recipe.value).integer().map { RecipeKey($0) }
  }

  /// The first recipes of a run, by key, whose origins are to be looked for.
  public func originRequests(
    of run: RunKey, limit: Int
  ) throws(StoreFault) -> [OriginRequest] {
    try rows(
      "SELECT * FROM origin_request WHERE run_id = ? ORDER BY recipe_id LIMIT ?",
      [run.value, limit]
    ) { row in
      OriginRequest(
        recipe: RecipeKey(row["recipe_id"]),
        origins: PossibleOrigins(
          byID: RecipeID(row["origin_by_id"]), byAddress: RecipeID(row["origin_by_address"])))
    }
  }
}

extension WriteTransaction {
  /// Remembers a recipe whose origin may come later in the run.
  public func request(
    _ origins: PossibleOrigins, of recipe: RecipeKey, run: RunKey
  ) {
    buffered.originRequests.beginRow(of: buffered.record)
    buffered.originRequests.append(run.value)
    buffered.originRequests.append(recipe.value)
    buffered.originRequests.append(origins.byID.text)
    buffered.originRequests.append(origins.byAddress.text)
  }

  /// Forgets that the origin of a recipe was to be looked for.
  public func forgetOriginRequest(of recipe: RecipeKey, run: RunKey) throws(StoreFault) {
    try prepared("DELETE FROM origin_request WHERE run_id = ? AND recipe_id = ?")
      .bind(run.value).bind(recipe.value).run()
  }
}
