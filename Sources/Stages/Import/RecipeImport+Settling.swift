import PipelineCore
import RecipeCoding
import RecipeModel
import Store

// What follows once everything is read and stored.

extension RecipeImport {
  /// Adds up what became of the records.
  func settle(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest,
    _ accounts: (parts: [MemberAccount], total: Account), _ missing: MissingRecipes?
  ) throws -> ImportOutcome {
    let nearDuplicates = try settleNearDuplicates(of: run, request)
    let (warnings, pending) = try store.read { transaction in
      (try transaction.warnings(of: run.key), try transaction.quarantineCount(of: run.key))
    }
    let replayed = try store.write { (transaction) throws(StoreFault) in
      let replayed = try transaction.settleQuarantine(
        of: run.key, target: request.target.id, isRead: request.reads)
      try transaction.markMended(session.mendedWell, by: run.key)
      return replayed
    }
    return ImportOutcome(
      run: run.id, total: accounts.total, accounts: accounts.parts,
      warnings: warnings.map { ImportOutcome.WarningCount(warning: $0.warning, count: $0.count) },
      leftOut: session.leftOut, authors: session.mapping.census, nearDuplicates: nearDuplicates,
      missing: missing, pending: pending, replayed: replayed)
  }

  /// Tells the feed and the audit log, and ends the run.
  func finish(
    _ run: StoredRun, _ outcome: ImportOutcome, _ request: ImportRequest, keeping report: [UInt8]?
  ) throws {
    let total = outcome.total
    try store.write { transaction in
      if case .community(let community) = request.target.place, total.inserted > 0 {
        try transaction.insert(
          NewActivity(
            id: ActivityID(NameBasedID.make(["activity", run.id.text])), kind: .recipesImported,
            user: request.importer, community: community, createdAt: run.referenceAt))
      }
      if total.inserted + total.updated + total.proposed > 0 {
        try transaction.insert(auditEntry(of: run, total, request))
      }
      if let report { try transaction.keepResult(report, of: run.key) }
      try transaction.finishRun(
        run.key, .succeeded, exitCode: outcome.exitCode, at: surroundings.now())
    }
  }

  /// The account of a run that has read everything: the program checks its own books before it says
  /// that all is well.
  func checkedAccounts(
    of run: StoredRun, _ session: ImportSession, _ request: ImportRequest
  ) throws -> (parts: [MemberAccount], total: Account) {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    guard total.addsUp, total.read == session.recordsSeen else {
      throw ImportFault(.accountDoesNotAddUp(read: session.recordsSeen, booked: total.read))
    }
    if let planned = request.plannedAccounts { try requireSame(accounts, as: planned) }
    return (accounts, total)
  }

  /// Lists, and as a mirror deletes, what an earlier import of the source stored and this one did
  /// not meet.
  func settleMissing(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest, _ total: Account,
    _ mirror: Mirror?, _ observer: Observer
  ) throws -> MissingRecipes? {
    guard MissingPass.isCalledFor(by: total) else { return nil }
    return try MissingPass(request, met: session.met, mirror: mirror, total: total)
      .settle(run, total: total, in: store, observer: observer)
  }

  private func requireSame(
    _ accounts: [MemberAccount], as planned: [MemberAccount]
  ) throws(ImportFault) {
    guard accounts != planned else { return }
    let different = zip(accounts, planned).first { $0 != $1 }?.0 ?? accounts.last ?? planned.last
    throw ImportFault(
      .differsFromPlan(archive: different?.archive ?? "", member: different?.member ?? ""))
  }

  /// Lists what the run stored and is nearly said already, and links it where that is asked for.
  private func settleNearDuplicates(
    of run: StoredRun, _ request: ImportRequest
  ) throws -> [ImportedDuplicate] {
    guard request.nearDuplicates != .ignore else { return [] }
    return try store.write { (transaction) throws(StoreFault) in
      transaction.belongs(to: run.key)
      let found = try transaction.importedDuplicates(of: run.key)
      if request.nearDuplicates == .variant {
        // What is tied already stays, so a second time changes nothing.
        var ancestry = Ancestry()
        for pair in found {
          _ = try ancestry.tie(pair.recipe.key, to: pair.base.key, in: transaction)
        }
      }
      return found
    }
  }

  private func auditEntry(
    of run: StoredRun, _ total: Account, _ request: ImportRequest
  ) -> NewAuditEntry {
    let community: CommunityKey? =
      if case .community(let key) = request.target.place { key } else { nil }
    return NewAuditEntry(
      id: AuditID(NameBasedID.make(["audit", run.id.text])), action: "recipe.import",
      actor: request.importer, subject: .run(run.id), community: community,
      metadata: [
        JSONMember("inserted", .integer(Int64(total.inserted))),
        JSONMember("updated", .integer(Int64(total.updated))),
        JSONMember("proposed", .integer(Int64(total.proposed))),
      ], createdAt: run.referenceAt)
  }
}
