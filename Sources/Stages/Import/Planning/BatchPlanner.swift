import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Decides on the batches of an import and stores none of them.
///
/// Valid within the transaction that it was made in, which is one snapshot for the whole plan.
final class BatchPlanner: BatchDestination {
  private let request: ImportRequest
  private let transaction: ReadTransaction
  private let decider: RecordDecider
  private var effects = PlannedEffects()
  private var book: AccountBook
  private var warnings: [RecordWarning: Int] = [:]
  private var newTags = NewTags()
  private var samples: [WritableKeyPath<Account, Int>: [ImportPlan.Sample]] = [:]
  private var plan = ImportPlan()

  /// `earlier` is the run that the import would go on with.
  init(
    _ request: ImportRequest, after earlier: StoredRun?, in transaction: ReadTransaction
  ) throws(StoreFault) {
    self.request = request
    self.transaction = transaction
    decider = try RecordDecider(request, in: transaction)
    book = AccountBook(
      try earlier.map { (run) throws(StoreFault) in try transaction.accounts(of: run.key) } ?? [])
    plan.change = try transaction.lastChange()
    plan.undoneWork = try transaction.undoneWork(in: request.target.place)
    plan.continued = earlier
    plan.errorLimit = request.errorLimit
    guard let earlier else { return }
    plan.leavesPending = try transaction.quarantineCount(of: earlier.key) > 0
    for entry in try transaction.warnings(of: earlier.key) {
      warnings[entry.warning] = entry.count
    }
  }

  var wantsTexts: Bool { false }

  func take(_ batch: ImportBatch, upTo _: Checkpoint, isLast _: Bool) throws {
    for item in batch.items {
      switch item {
      case .record(let record): try add(record)
      case .rejection(let rejection, let format):
        try add(rejection)
        book.add(\.quarantined, at: rejection.location, format: format)
      case .unchanged(let place, let format): book.add(\.unchanged, at: place, format: format)
      case .leftOut: continue
      }
    }
    for (warning, count) in batch.warnings { warnings[warning, default: 0] += count }
  }

  func finish() {}

  /// The plan, once everything is read.
  func summary(of session: ImportSession, mirror: Mirror?) throws -> ImportPlan {
    plan.accounts = book.sorted
    for part in plan.accounts { plan.total += part.account }
    guard plan.total.addsUp, plan.total.read == session.recordsSeen else {
      throw ImportFault(
        .accountDoesNotAddUp(read: session.recordsSeen, booked: plan.total.read))
    }
    if MissingPass.isCalledFor(by: plan.total) {
      plan.missing = try MissingPass(
        request, met: session.met, mirror: mirror, total: plan.total
      ).plan(after: plan.continued, in: transaction)
    }
    plan.samples = BatchPlanner.sampledLines.compactMap { name, line in
      samples[line].map { (line: name, records: $0) }
    }
    plan.warnings = warnings.map { ImportOutcome.WarningCount(warning: $0.key, count: $0.value) }
      .sorted {
        ($0.warning.code.rawValue, $0.warning.field)
          < ($1.warning.code.rawValue, $1.warning.field)
      }
    plan.keptFields = session.keptFields?.sorted ?? []
    plan.unlistedKeptFields = session.keptFields?.unlisted ?? 0
    plan.newTags = newTags.names
    plan.newTagCount = newTags.count
    plan.leftOut = session.leftOut
    plan.authors = session.mapping.census
    return plan
  }

  private static var sampledLines: [(String, WritableKeyPath<Account, Int>)] {
    [
      ("inserted", \.inserted), ("updated", \.updated), ("proposed", \.proposed),
      ("skipped", \.skipped),
    ]
  }

  // MARK: - Records

  private func add(_ record: ReadyRecord) throws(StoreFault) {
    let decision = try decider.decide(record, after: effects)
    book.add(decision.line, at: record.location, format: record.format)
    for warning in decision.warnings(of: record) { warnings[warning, default: 0] += 1 }
    switch decision {
    case .insert:
      if request.duplicates == .variant, try decider.isSaid(record, after: effects) {
        plan.insertedAsVariants += 1
      }
      try newTags.add(record.tags, in: transaction)
    case .skip(.deletedHere): plan.skippedAsDeleted += 1
    case .skip(.saidAlready):
      if try decider.isSaid(record, after: .none) {
        plan.skippedAsSaidInTarget += 1
      } else {
        plan.skippedAsSaidInInput += 1
      }
    case .update: try newTags.add(record.tags, in: transaction)
    case .propose(_, let isOrphaned): if isOrphaned { plan.proposedToNobody += 1 }
    case .quarantine(let rejection): try add(rejection)
    case .reread(_, let rereading):
      if rereading.bringsTags { try newTags.add(record.tags, in: transaction) }
    case .unchanged, .takeOver, .rememberReader: break
    }
    try effects.add(decision, on: record, in: transaction)
    sample(record, decision.line)
  }

  private func sample(_ record: ReadyRecord, _ line: WritableKeyPath<Account, Int>) {
    guard samples[line, default: []].count < ImportPlan.Listed.samples else { return }
    samples[line, default: []].append(
      ImportPlan.Sample(title: record.body.title, place: record.location))
  }

  private func add(_ rejection: Rejection) throws(StoreFault) {
    if !plan.leavesPending {
      let fingerprint = rejection.fingerprint(within: request.target.id)
      plan.leavesPending = try !transaction.isDealtWith(fingerprint)
    }
    plan.rejectionCounts[rejection.code, default: 0] += 1
    guard plan.rejections.count < ImportPlan.Listed.rejections else { return }
    plan.rejections.append(Rejection(rejection.code, rejection.message, at: rejection.location))
  }
}
