import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Looks, once everything is read, for recipes that this source gave earlier and gives no more.
struct MissingPass {
  private let request: ImportRequest
  private let met: MetRecords
  private let mirror: Mirror?
  /// How many records could not be read, which may be the ones that are missing.
  private let quarantined: Int

  /// How many recipes are deleted in one transaction.
  private static let batchSize = 500

  init(_ request: ImportRequest, met: MetRecords, mirror: Mirror?, total: Account) {
    self.request = request
    self.met = met
    self.mirror = mirror
    quarantined = total.quarantined
  }

  /// Whether an import that accounts so for its records has met a recipe that it knew; otherwise it
  /// says nothing of those that it did not meet.
  static func isCalledFor(by total: Account) -> Bool {
    total.updated + total.unchanged + total.proposed > 0
  }

  /// Lists what an import would find missing, with the fates that it would have; `earlier` is the run
  /// that it would go on with.
  func plan(after earlier: StoredRun?, in transaction: ReadTransaction) throws -> MissingRecipes {
    // What is planned is no recipe of the target yet, so that the number of those tells nothing.
    let keys = try keys(in: transaction)
    guard mirror != nil, hindrance == nil else { return try list(keys, in: transaction) }
    return try fates(of: keys, after: earlier, in: transaction)
  }

  /// Deletes what is missing as far as it may, and lists all of it; those among it that an earlier
  /// attempt of the run deleted.
  func settle(
    _ run: StoredRun, total: Account, in store: RecipeStore, observer: Observer
  ) throws -> MissingRecipes {
    let keys = try store.read { (transaction) throws in
      try hasOthers(than: total, in: transaction) ? self.keys(in: transaction) : []
    }
    guard let mirror, hindrance == nil else {
      return try store.read { (transaction) throws in try list(keys, in: transaction) }
    }
    if let planned = request.plannedFates {
      let fates = try store.read { (transaction) throws in
        try self.fates(of: keys, after: run, in: transaction).counts
      }
      guard fates == planned else { throw MirrorDiffersFromPlan() }
    }
    var missing = try store.read { (transaction) throws in
      try deletedEarlier(by: run, in: transaction)
    }
    for start in stride(from: 0, to: keys.count, by: MissingPass.batchSize) {
      let batch = keys[start..<min(start + MissingPass.batchSize, keys.count)]
      try store.write { (transaction) throws in
        for key in batch {
          guard let recipe = try transaction.missingRecipe(key) else { continue }
          let fate = try fate(of: recipe, in: transaction)
          if fate == .deleted {
            try mirror.delete(recipe.id, MirrorDeletion(of: recipe.id, by: run), transaction)
          }
          missing.add(recipe, fate)
        }
      }
      observer.progress(Progress(activity: "mirroring", records: missing.count))
      if observer.shouldStop() { throw Interrupted() }
    }
    return missing
  }

  private var hindrance: Int? { mirror != nil && quarantined > 0 ? quarantined : nil }

  /// Without a mirror all of it stays, and only the first are looked at.
  private func list(_ keys: [RecipeKey], in transaction: ReadTransaction) throws -> MissingRecipes {
    var missing = MissingRecipes()
    missing.quarantined = hindrance
    for key in keys.prefix(MissingRecipes.listed) {
      guard let recipe = try transaction.missingRecipe(key) else { continue }
      missing.add(recipe, .listed)
    }
    missing.addListed(max(0, keys.count - MissingRecipes.listed))
    return missing
  }

  /// What a mirror does with what is missing, and what an earlier attempt of the run has deleted.
  private func fates(
    of keys: [RecipeKey], after earlier: StoredRun?, in transaction: ReadTransaction
  ) throws -> MissingRecipes {
    var missing =
      try earlier.map { (run) throws in try deletedEarlier(by: run, in: transaction) }
      ?? MissingRecipes()
    for key in keys {
      guard let recipe = try transaction.missingRecipe(key) else { continue }
      missing.add(recipe, try fate(of: recipe, in: transaction))
    }
    return missing
  }

  private func deletedEarlier(
    by run: StoredRun, in transaction: ReadTransaction
  ) throws -> MissingRecipes {
    var missing = MissingRecipes()
    let deleted = try transaction.importedRecipes(
      deletedAt: run.referenceAt, in: request.target.place, of: request.importer)
    for recipe in deleted
    where try transaction.hasAuditEntry(MirrorDeletion(of: recipe.id, by: run).entry) {
      missing.add(recipe, .deleted)
    }
    return missing
  }

  private func fate(
    of recipe: MissingRecipe, in transaction: ReadTransaction
  ) throws -> MissingRecipes.Fate {
    guard let mirror else { return .listed }
    if recipe.isEdited { return .edited }
    if recipe.hasPendingProposal { return .proposed }
    if met.says(recipe.contentDigest) { return .saidElsewhere }
    return try mirror.mayDelete(recipe.id, transaction) ? .deleted : .refused
  }

  /// Whether the target has recipes besides those that the import, once it is stored, accounts for;
  /// otherwise none is missing.
  private func hasOthers(than total: Account, in transaction: ReadTransaction) throws -> Bool {
    let accounted = total.inserted + total.updated + total.unchanged + total.proposed
    return try transaction.recipeCount(in: request.target.place) != accounted
  }

  /// The living recipes of the target that a source of this import gave and that it did not meet, in
  /// the order in which they were stored.
  private func keys(in transaction: ReadTransaction) throws -> [RecipeKey] {
    let (place, owner) = (request.target.place, request.importer)
    var keys: [RecipeKey] = []
    let sources = Set(met.sources)
    try transaction.eachSource(in: place, of: owner, by: .ofPlace) { source in
      guard sources.contains(source.name), !met.holds(source.identity, of: source.name) else {
        return
      }
      keys.append(source.recipe)
    }
    return keys.sorted { $0.value < $1.value }
  }
}
