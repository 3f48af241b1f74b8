import Indexes
import JSONText
public import PipelineCore
import RecipeCoding
public import RecipeModel
public import Store

/// Takes back what one import inserted, updated and proposed, where nobody built on it since.
///
/// In batches, each one transaction; killed at any moment, the same call goes on. What cannot be
/// taken back is left as it is, and listed. The caller asks the rules first and holds the store's
/// `RunLock`.
public struct ImportUndo: Sendable {
  private let store: RecipeStore
  private let surroundings: Surroundings
  /// How many recipes a batch takes.
  private let batchSize: Int

  public init(store: RecipeStore, surroundings: Surroundings, batchSize: Int = 500) {
    self.store = store
    self.surroundings = surroundings
    self.batchSize = batchSize
  }

  /// Takes an import back, as far as that goes.
  ///
  /// What `report` makes of the outcome is kept with the run, as JSON. Throws `StoreFault`, or
  /// `Interrupted` when the observer asks to stop.
  public func run(
    _ undone: StoredRun, by actor: UserKey?, observer: Observer,
    report: (UndoOutcome) -> [UInt8]? = { _ in nil }
  ) throws -> UndoOutcome {
    let request = RunRequest(
      kind: .undo, fingerprint: Digest.sha256(Array("undo \(undone.id.text)".utf8)),
      label: "undo \(undone.id.text): \(undone.label)")
    let work = try store.write { (transaction) throws(StoreFault) in
      let run = try transaction.beginRun(
        request, id: surroundings.freshID(), at: surroundings.now())
      let work = UndoneImport(run: undone.key, undo: run)
      try transaction.begin(work)
      return work
    }
    do {
      let viewed = try viewedRecipes()
      try withdrawProposals(of: work, viewed: viewed, observer)
      try restoreUpdates(of: work, observer)
      try removeInserts(of: work, viewed: viewed, observer)
      try removeQuarantine(of: work, observer)
      let outcome = try finish(work, undone, by: actor, report)
      try removeImageFiles()
      return outcome
    } catch {
      try store.abandon(work.undo.key, because: error, at: surroundings.now())
      throw error
    }
  }

  private func withdrawProposals(
    of work: UndoneImport, viewed: Set<RecipeKey>, _ observer: Observer
  ) throws {
    var next: ProposalKey? = ProposalKey(0)
    while let position = next {
      next = try store.write { transaction in
        try transaction.withdrawProposals(
          of: work, after: position, viewed: viewed, limit: batchSize)
      }
      try tell(observer, of: work)
    }
  }

  private func restoreUpdates(of work: UndoneImport, _ observer: Observer) throws {
    var next: RecipeKey? = RecipeKey(0)
    while let position = next {
      next = try store.write { transaction in
        try transaction.restoreUpdates(of: work, after: position, limit: batchSize)
      }
      try tell(observer, of: work)
    }
  }

  private func removeInserts(
    of work: UndoneImport, viewed: Set<RecipeKey>, _ observer: Observer
  ) throws {
    var position = RecipeKey(.max)
    while true {
      var candidates = try store.read { (transaction) throws(StoreFault) in
        try transaction.insertsToRemove(of: work, before: position, limit: batchSize)
      }
      guard let last = candidates.first else { return }
      while !candidates.isEmpty {
        try store.write { transaction in
          try transaction.removeInserts(
            of: work, &candidates, viewed: viewed, limit: batchSize)
        }
        try tell(observer, of: work)
      }
      position = last
    }
  }

  private func removeQuarantine(of work: UndoneImport, _ observer: Observer) throws {
    var hasMore = true
    while hasMore {
      hasMore = try store.write { (transaction) throws(StoreFault) in
        try transaction.removeQuarantine(of: work, limit: batchSize)
      }
      try tell(observer, of: work)
    }
  }

  /// The recipes that views are known of; a view is of a recipe, whatever becomes of that.
  private func viewedRecipes() throws -> Set<RecipeKey> {
    try store.read { transaction in
      var viewed: Set<RecipeKey> = []
      for (day, _) in try transaction.viewSegmentSizes() {
        guard let bytes = try transaction.viewSegment(on: day) else { continue }
        for event in try ViewSegment.decode(bytes, on: day) {
          viewed.insert(RecipeKey(event.recipe))
        }
      }
      return viewed
    }
  }

  private func tell(_ observer: Observer, of work: UndoneImport) throws {
    let counts = try store.read { (transaction) throws(StoreFault) in
      try transaction.undoCounts(of: work.undo.key)
    }
    observer.progress(
      Progress(
        activity: "taking back", records: counts.recipes + counts.updates + counts.proposals))
    if observer.shouldStop() { throw Interrupted() }
  }

  private func finish(
    _ work: UndoneImport, _ undone: StoredRun, by actor: UserKey?,
    _ report: (UndoOutcome) -> [UInt8]?
  ) throws -> UndoOutcome {
    let now = surroundings.now()
    return try store.write { (transaction) throws(StoreFault) in
      let left =
        try transaction.undoObstacles(of: work.run) + mirrored(by: undone, in: transaction)
      let counts = try transaction.undoCounts(of: work.undo.key)
      let outcome = UndoOutcome(run: work.undo.id, undone: undone.id, counts: counts, left: left)
      try transaction.settle(
        work, named: undone.id, isWhole: !left.contains { $0.work == .inserted })
      try transaction.insert(
        NewAuditEntry(
          id: AuditID(NameBasedID.make(["audit", work.undo.id.text])), action: "run.undo",
          actor: actor, subject: .run(undone.id),
          community: try transaction.importRequest(of: work.run)?.community,
          metadata: counts.named.map { JSONMember($0.name, .integer(Int64($0.count))) }
            + [
              JSONMember("left", .integer(Int64(left.count))),
              JSONMember("run", .string(work.undo.id.text)),
            ], createdAt: now))
      if let json = report(outcome) { try transaction.keepResult(json, of: work.undo.key) }
      try transaction.finishRun(
        work.undo.key, .succeeded, exitCode: outcome.exitCode, at: now)
      return outcome
    }
  }

  /// What the import deleted as a mirror and nobody gave back: whoever may do that, by the rules,
  /// does it.
  private func mirrored(
    by undone: StoredRun, in transaction: ReadTransaction
  ) throws(StoreFault) -> [UndoObstacle] {
    guard let request = try transaction.importRequest(of: undone.key) else { return [] }
    let place: ImportPlace = request.community.map(ImportPlace.community) ?? .catalogue
    var found: [UndoObstacle] = []
    for recipe in try transaction.importedRecipes(
      deletedAt: undone.referenceAt, in: place, of: request.importer)
    where try transaction.hasAuditEntry(MirrorDeletion(of: recipe.id, by: undone).entry) {
      found.append(
        UndoObstacle(recipe: recipe.id, title: recipe.title, work: .deleted, reason: .mirrored))
    }
    return found
  }

  private func removeImageFiles() throws {
    _ = try store.images.removeUnnamed { digests in
      try store.read { (transaction) throws(StoreFault) in
        try transaction.storedImages(among: digests)
      }
    }
  }
}

/// What became of an import that was taken back.
public struct UndoOutcome: Sendable, Equatable {
  /// The run that took it back.
  public var run: RunID
  public var undone: RunID
  /// In all attempts.
  public var counts: UndoCounts
  /// What could not be taken back.
  public var left: [UndoObstacle]

  public var exitCode: ExitCode { left.isEmpty ? .done : .partlyUndone }
}
