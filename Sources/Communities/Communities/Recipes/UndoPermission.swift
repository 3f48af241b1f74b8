import CommunityRules
public import RecipeModel
public import Store

extension CommunityActions {
  /// Asks whether somebody may take back an import, by what it was asked for with (R20); gives who
  /// they are, nil for the operator.
  public func resolveUndo(
    of run: RunID, _ request: StoredImportRequest, as acting: ActingAs
  ) throws -> UserKey? {
    try look(as: acting) { standings, asker in
      guard let importer = try standings.transaction.user(request.importer) else {
        throw StoreFault(.inconsistent("an import was asked for by nobody"))
      }
      let community = try request.community.flatMap { key throws(StoreFault) in
        try standings.transaction.community(key)
      }
      let place: Place = community.map { .community($0) } ?? .catalogue
      try UndoImport.decide(run, by: importer.id, into: place.standing, for: asker.actor)
      return asker.key
    }
  }
}
