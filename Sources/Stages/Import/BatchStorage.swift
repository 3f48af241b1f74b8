import CommunityRules
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Stores the batches of one run, each in a transaction.
struct BatchStorage {
  private let request: ImportRequest
  private let run: StoredRun
  /// The tags that the run has met, by their names as shown.
  ///
  /// Valid as long as every batch is stored: a run of which one is not ends.
  private var tags: [String: TagKey] = [:]

  init(request: ImportRequest, run: StoredRun) {
    self.request = request
    self.run = run
  }

  /// Stores everything, with the accounts and warnings of exactly these items.
  mutating func store(
    _ batch: ImportBatch, in transaction: WriteTransaction
  ) throws(StoreFault) {
    let mayMeetTakedowns = try transaction.hasTakedowns()
    var accounts: [MemberAccount] = []
    for item in batch.items {
      let (place, format): (SourceLocation, String)
      var part = Account()
      part.read = 1
      switch item {
      case .record(let record):
        (place, format) = (record.location, record.format)
        do throws(StoreFault) {
          if mayMeetTakedowns, let day = try takedownDay(of: record, in: transaction) {
            try quarantine(takenDown(record, on: day), in: transaction)
            part.quarantined = 1
          } else {
            part[keyPath: try store(record, in: transaction)] = 1
          }
        } catch {
          throw error.naming(place)
        }
      case .rejection(let rejection, let name):
        (place, format) = (rejection.location, name)
        try quarantine(rejection, in: transaction)
        part.quarantined = 1
      case .leftOut: continue
      }
      // Items of one member follow each other, so looking at the last account is enough.
      if let last = accounts.indices.last, accounts[last].archive == place.archive,
        accounts[last].member == place.memberPath
      {
        accounts[last].account += part
      } else {
        accounts.append(
          MemberAccount(
            archive: place.archive, member: place.memberPath, format: format, account: part))
      }
    }
    for account in accounts { try transaction.add(account, to: run.key) }
    for (warning, count) in batch.warnings {
      try transaction.add(warning, count: count, to: run.key)
    }
  }

  private func quarantine(
    _ rejection: Rejection, in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.quarantine(
      rejection, run: run.key, fingerprint: rejection.fingerprint(within: request.target.id),
      target: request.target.id, at: run.referenceAt)
  }

  /// Since when what a record says may not be stored here (R23a); nil when it may.
  private func takedownDay(
    of record: ReadyRecord, in transaction: WriteTransaction
  ) throws(StoreFault) -> Day? {
    let community: CommunityKey? =
      if case .community(let key) = request.target.place { key } else { nil }
    return try transaction.takedown(of: record.body.contentDigest, in: community)?.day
  }

  /// What was taken down is not kept in quarantine either.
  private func takenDown(_ record: ReadyRecord, on day: Day) -> Rejection {
    Rejection(.takenDown, "this content was taken down on \(day)", at: record.location)
  }

  /// Stores one record and says which line of the account it belongs to.
  private mutating func store(
    _ record: ReadyRecord, in transaction: WriteTransaction
  ) throws(StoreFault) -> WritableKeyPath<Account, Int> {
    let provenance = Provenance(
      run: run.key, sourceName: record.sourceName, identity: record.identity,
      recordDigest: record.sourceDigest, format: record.format,
      readerVersion: record.readerVersion, location: record.location, extras: record.extras)
    guard let known = try transaction.importedRecipe(record.id) else {
      return try insert(record, provenance, in: transaction)
    }
    if known.isDeleted { return \.skipped }
    if known.recordDigest == record.sourceDigest { return \.unchanged }
    if known.sourceBody == known.body {
      try transaction.update(
        known, named: record.id, body: record.body, text: record.text, provenance: provenance,
        at: run.referenceAt)
      try transaction.removeTags(of: known.key)
      try transaction.removeImages(of: known.key)
      try add(record, to: known.key, in: transaction)
      // Who stands elsewhere in the lineage stays there; a root may find its origin.
      if known.isRoot, let origins = record.origins {
        try transaction.request(origins, of: known.key, run: run.key)
      }
      return \.updated
    }
    return try ImportProposal(
      recipe: known, id: record.id, body: record.body, text: record.text, provenance: provenance,
      request: request, at: run.referenceAt
    ).store(in: transaction)
  }

  private mutating func insert(
    _ record: ReadyRecord, _ provenance: Provenance, in transaction: WriteTransaction
  ) throws(StoreFault) -> WritableKeyPath<Account, Int> {
    var base: RecipeKey?
    switch request.duplicates {
    case .skip:
      guard
        try !transaction.holdsContent(
          record.body.contentDigest, in: request.target.place, of: record.creator)
      else { return \.skipped }
    case .variant:
      base = try transaction.firstRecipe(
        saying: record.body.contentDigest, in: request.target.place, of: record.creator)
    case .keep: break
    }
    let created = record.createdAt ?? run.referenceAt
    let stated = try record.origins.flatMap { origins throws(StoreFault) in
      try transaction.origin(origins)
    }
    let origin = stated ?? base
    let inserted = try transaction.insert(
      NewImport(
        id: record.id, copyID: record.copyID, body: record.body, text: record.text,
        creator: record.creator, place: request.target.place, origin: origin,
        createdAt: created, updatedAt: max(created, record.updatedAt ?? created),
        provenance: provenance))
    if origin == nil, let origins = record.origins {
      try transaction.request(origins, of: inserted.recipe, run: run.key)
    }
    try add(record, to: inserted.recipe, in: transaction)
    // A personal copy starts as its recipe does: with its tags and pictures.
    if let copy = inserted.copy { try add(record, to: copy, in: transaction) }
    return \.inserted
  }

  private mutating func add(
    _ record: ReadyRecord, to recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for name in record.tags {
      if let tag = try key(of: name, in: transaction) { try transaction.add(tag, to: recipe) }
    }
    for (position, image) in record.images.enumerated() {
      switch image {
      case .stored(let stored, _):
        try transaction.add(stored, to: recipe, position: position, at: run.referenceAt)
      case .remote(let url):
        try transaction.add(imageURL: url, to: recipe, position: position, at: run.referenceAt)
      case .member(let place, let name, let kind):
        try transaction.request(
          ImageRequest(
            recipe: recipe, position: position, kind: kind, container: place.container,
            folder: place.folder, name: name),
          archive: archiveIndex(of: record.location), run: run.key)
      }
    }
  }

  private mutating func key(
    of name: TagName, in transaction: WriteTransaction
  ) throws(StoreFault) -> TagKey? {
    if let key = tags[name.shown] { return key }
    let key = try transaction.storeTag(name.shown)
    tags[name.shown] = key
    return key
  }

  /// Which of the paths that were asked for an archive belongs to.
  private func archiveIndex(of place: SourceLocation) -> Int {
    request.paths.firstIndex { place.archive == $0 || place.archive.hasPrefix($0 + "/") } ?? 0
  }
}
