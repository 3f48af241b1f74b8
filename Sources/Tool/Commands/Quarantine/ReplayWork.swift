import Communities
import Duplicates
import Import
import PipelineCore
import RecipeModel
import Rollups
import Store

/// Does the imports again that records in quarantine came from, and takes the events among them.
struct ReplayWork {
  /// The records; none for all, or for those of a run.
  var numbers: [Int64]
  var run: String?
  /// What somebody mended, by the numbers of the records; without numbers or a run, only these are
  /// meant.
  var mended: [Int64: [UInt8]]?

  /// How many records are looked at together.
  private static let page = 1000

  func run(at bench: Workbench) throws -> ReplayResult {
    let records = try bench.store.read { try wanted(in: $0) }
    var result = ReplayResult(imports: [], replayed: [], pending: [])
    var done: Set<RunID> = []
    var loads: Set<RunID> = []
    for record in records where done.insert(record.run).inserted {
      let origin = try bench.store.read { try $0.requireRun(named: record.run.text) }
      guard origin.kind != .views else {
        loads.insert(origin.id)
        continue
      }
      // Of all else in quarantine, what imports of recipes put there is meant.
      guard let again = try ReplayedImport(of: origin, at: bench) else {
        guard numbers.isEmpty else { throw NotReplayable(number: record.number, kind: origin.kind) }
        continue
      }
      result.imports.append(
        try again.run(at: bench, mended: mended(among: records.filter { $0.run == record.run })))
    }
    // After the imports, which may have brought their recipes.
    let events = records.filter { loads.contains($0.run) }
    if !events.isEmpty {
      result.views = ViewsResult(
        outcome: try ViewReplay(store: bench.store, surroundings: bench.surroundings)
          .run(events, mended: mended ?? [:], parent: bench.parent, observer: bench.observer))
    }
    try bench.store.read { transaction in
      for record in records {
        switch try transaction.quarantined(record.number)?.state {
        case .replayed: result.replayed.append(record.number)
        case .pending: result.pending.append(record.number)
        case .discarded, nil: break
        }
      }
    }
    return result
  }

  /// What is read in the place of records.
  private func mended(among records: [QuarantinedRecord]) -> [Digest: [UInt8]] {
    var contents: [Digest: [UInt8]] = [:]
    for record in records { contents[record.fingerprint] = mended?[record.number] }
    return contents
  }

  /// The pending records that are meant, oldest first.
  private func wanted(in transaction: ReadTransaction) throws -> [QuarantinedRecord] {
    let numbers =
      numbers.isEmpty && run == nil ? (mended?.keys.sorted() ?? []) : numbers
    guard numbers.isEmpty else {
      return try numbers.map { number in
        let record = try transaction.requireQuarantined(number)
        guard record.state == .pending else {
          throw NotPending(number: number, state: record.state)
        }
        return record
      }
    }
    let run = try run.map { try transaction.requireRun(named: $0).key }
    var records: [QuarantinedRecord] = []
    while true {
      let page = try transaction.quarantine(
        of: run, after: records.last?.number ?? 0, limit: ReplayWork.page)
      // What they say is not needed, and may be 64 KiB each.
      records += page.map { record in
        var record = record
        record.rejection.raw = []
        return record
      }
      if page.count < ReplayWork.page { return records }
    }
  }
}

/// An import that is done again as it was asked for.
struct ReplayedImport {
  private let asked: StoredImportRequest
  private let settings: RepeatableImport

  /// Nil for a run that was no import of recipes.
  init?(of run: StoredRun, at bench: Workbench) throws {
    let stored = try bench.store.read { (transaction) throws(StoreFault) in
      try transaction.importRequest(of: run.key)
    }
    guard let stored else { return nil }
    asked = stored
    settings = try RepeatableImport(json: stored.settings, of: run.id)
  }

  /// Asks the rules again, and imports.
  func run(at bench: Workbench, mended: [Digest: [UInt8]]) throws -> ImportResult {
    let actions = bench.communities()
    let (email, place, authors) = try bench.store.read { (transaction) throws in
      guard let importer = try transaction.user(asked.importer) else {
        throw StoreFault(.inconsistent("an import was asked for by nobody"))
      }
      let community = try asked.community.flatMap { key throws(StoreFault) in
        try transaction.community(key)
      }
      return (
        importer.email, community.map { PlaceName.community($0.id.text) } ?? .catalogue,
        try settings.authors.map { try named($0, in: transaction) }
      )
    }
    let permission = try actions.resolveImport(into: place, as: .person(email: email))
    let users = try authors.map { try actions.resolveAuthors($0, under: permission) }
    let target = ImportRequest.Target(permission)
    var request = settings.request(into: target, by: permission.importer.key, authors: users)
    request.parent = bench.parent
    request.mended = mended
    return try ImportWork.store(request, at: bench, namesAuthors: true)
  }

  private func named(
    _ authors: [FoldedName: UserKey], in transaction: ReadTransaction
  ) throws(StoreFault) -> [NamedAuthor] {
    var named: [NamedAuthor] = []
    for (name, user) in authors.sorted(by: { $0.key < $1.key }) {
      // Who is gone is nobody's author any more: their recipes are credited as text.
      guard let user = try transaction.user(user), user.deletedAt == nil else { continue }
      named.append(NamedAuthor(name: name.text, email: user.email))
    }
    return named
  }
}

/// The record was met neither by an import of recipes nor by a load of views.
struct NotReplayable: Fault {
  var number: Int64
  var kind: RunKind
  var what: String {
    "record number \(number) cannot be replayed: a run of kind \(kind.rawValue) met it"
  }
  var hint: String? { "nothing was replayed from it; mend its archive and bring that in again" }
}
