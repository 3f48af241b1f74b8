import CommunityRules
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Stores the batches of one run, in order.
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
    let decider = try RecordDecider(request, in: transaction)
    var accounts: [MemberAccount] = []
    var warnings = batch.warnings
    for item in batch.items {
      let (place, format): (SourceLocation, String)
      var part = Account()
      part.read = 1
      switch item {
      case .record(let record):
        (place, format) = (record.location, record.format)
        do throws(StoreFault) {
          let decision = try decider.decide(record)
          try carryOut(decision, on: record, in: transaction)
          part[keyPath: decision.line] = 1
          for warning in decision.warnings(of: record) { warnings[warning, default: 0] += 1 }
        } catch {
          throw error.naming(place)
        }
      case .unchanged(let location, let name):
        (place, format) = (location, name)
        part.unchanged = 1
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
    for (warning, count) in warnings {
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

  private mutating func carryOut(
    _ decision: RecordDecision, on record: ReadyRecord, in transaction: WriteTransaction
  ) throws(StoreFault) {
    switch decision {
    case .insert(let origin): try insert(record, origin: origin, in: transaction)
    case .skip, .unchanged: break
    case .takeOver(let recipe):
      try transaction.takeOver(provenance(of: record), saying: recipe.body, for: recipe.key)
    case .rememberReader(let recipe):
      try transaction.rememberReader(record.readerVersion, of: recipe.key)
    case .reread(let recipe, let rereading):
      try reread(recipe, rereading, of: record, in: transaction)
    case .update(let recipe): try update(recipe, to: record, in: transaction)
    case .propose(let recipe, let isOrphaned):
      try ImportProposal(of: record, to: recipe, request: request, at: run.referenceAt)
        .store(isOrphaned: isOrphaned, in: transaction)
    case .quarantine(let rejection): try quarantine(rejection, in: transaction)
    }
  }

  private func provenance(of record: ReadyRecord) -> Provenance {
    Provenance(
      run: run.key, sourceName: record.sourceName, identity: record.identity,
      recordDigest: record.sourceDigest, format: record.format,
      readerVersion: record.readerVersion, location: record.location, extras: record.extras)
  }

  private mutating func insert(
    _ record: ReadyRecord, origin: RecipeKey?, in transaction: WriteTransaction
  ) throws(StoreFault) {
    let created = record.createdAt ?? run.referenceAt
    let inserted = try transaction.insert(
      NewImport(
        id: record.id, copyID: record.copyID, body: record.body, text: record.text,
        creator: record.creator, place: request.target.place, origin: origin,
        imageURL: record.firstImageURL,
        createdAt: created, updatedAt: max(created, record.updatedAt ?? created),
        provenance: provenance(of: record)))
    if origin == nil, let origins = record.origins {
      transaction.request(origins, of: inserted.recipe, run: run.key)
    }
    let tags = try keys(of: record.tags, in: transaction)
    // A personal copy starts as its recipe does: with its tags and pictures.
    for recipe in [inserted.recipe, inserted.copy].compactMap(\.self) {
      transaction.add(tags, to: recipe)
      try addImages(of: record, to: recipe, in: transaction)
    }
  }

  private mutating func update(
    _ recipe: ImportedRecipe, to record: ReadyRecord, in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.update(
      recipe, named: record.id, body: record.body, text: record.text,
      provenance: provenance(of: record), at: run.referenceAt)
    try transaction.removeTags(of: recipe.key)
    try transaction.removeImages(of: recipe.key)
    try addTags(of: record, to: recipe.key, in: transaction)
    try addImages(of: record, to: recipe.key, in: transaction)
    // Who stands elsewhere in the lineage stays there; a root may find its origin.
    if recipe.isRoot, let origins = record.origins {
      transaction.request(origins, of: recipe.key, run: run.key)
    }
  }

  private mutating func reread(
    _ recipe: ImportedRecipe, _ rereading: Rereading, of record: ReadyRecord,
    in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.reread(
      recipe, named: record.id, saying: rereading.body, text: rereading.text, source: record.body,
      sourceText: record.text, provenance: provenance(of: record), at: run.referenceAt)
    if rereading.bringsTags || rereading.bringsImages {
      try transaction.touch(recipe.key, at: run.referenceAt)
    }
    if rereading.bringsTags { try addTags(of: record, to: recipe.key, in: transaction) }
    if rereading.bringsImages { try addImages(of: record, to: recipe.key, in: transaction) }
  }

  private mutating func addTags(
    of record: ReadyRecord, to recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) {
    transaction.add(try keys(of: record.tags, in: transaction), to: recipe)
  }

  private func addImages(
    of record: ReadyRecord, to recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for (position, image) in record.images.enumerated() {
      switch image {
      case .stored(let stored, _):
        try transaction.add(stored, to: recipe, position: position, at: run.referenceAt)
      case .remote(let url):
        try transaction.add(imageURL: url, to: recipe, position: position, at: run.referenceAt)
      case .member(let place, let name, let kind):
        transaction.request(
          ImageRequest(
            recipe: recipe, position: position, kind: kind, container: place.container,
            folder: place.folder, name: name),
          archive: archiveIndex(of: record.location), run: run.key)
      }
    }
  }

  /// The keys of tags, each once, in the order in which their table keeps them.
  private mutating func keys(
    of names: [TagName], in transaction: WriteTransaction
  ) throws(StoreFault) -> [TagKey] {
    var keys: [TagKey] = []
    for name in names {
      if let key = try key(of: name, in: transaction), !keys.contains(key) { keys.append(key) }
    }
    keys.sort { $0.value < $1.value }
    return keys
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
