import CommunityRules
import JSONText
import PipelineCore
import RecipeCoding
import RecipeFormats
import RecipeModel
import Store

/// What is stored in one transaction: records made ready, and rejections.
struct ImportBatch {
  /// A record with everything about it that can be worked out before the transaction.
  private struct Ready {
    var body: CodedBody
    var identity: SourceIdentity
    var tags: [TagName]
    var images: [ReadyImage]
    var createdAt: Instant?
    var updatedAt: Instant?
    var sourceDigest: Digest
    var extras: [UInt8]?
    var location: SourceLocation
    var format: String
    var readerVersion: Int
  }

  private enum Item {
    case record(Ready)
    case rejection(Rejection, format: String)
    /// Something that is no record; only its warning counts.
    case leftOut
  }

  private let request: ImportRequest
  private let run: StoredRun
  private let requestedTags: [TagName]
  private var coder = BodyCoder()
  private var items: [Item] = []
  private var warnings: [RecordWarning: Int] = [:]
  private(set) var bytes = 0

  init(request: ImportRequest, run: StoredRun) {
    self.request = request
    self.run = run
    requestedTags = request.tags.compactMap { try? TagName($0) }
  }

  var count: Int { items.count }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    warnings.removeAll()
    bytes = 0
  }

  // MARK: - Making ready

  mutating func add(
    _ record: RecipeRecord, identity: SourceIdentity, at place: SourceLocation,
    of reader: any RecipeReader.Type, images files: ImageFiles
  ) throws(StoreFault) {
    let body = coder.code(record.body)
    bytes += body.json.count
    var images: [ReadyImage] = []
    for image in record.images {
      if let ready = try ReadyImage(image, beside: place, files: files) {
        images.append(ready)
        if case .stored(_, saidLocation: true) = ready {
          warn(RecordWarning(.locationRemoved, field: "image"))
        }
      } else {
        warn(RecordWarning(.unreadableImage, field: "image"))
      }
    }
    items.append(
      .record(
        Ready(
          body: body, identity: identity, tags: readTags(of: record), images: images,
          createdAt: record.createdAt, updatedAt: record.updatedAt,
          sourceDigest: record.sourceDigest, extras: ImportBatch.json(of: record.extras),
          location: place, format: reader.format.name, readerVersion: reader.version)))
    for warning in record.warnings { warn(warning) }
  }

  mutating func add(_ rejection: Rejection, format: String) {
    bytes += rejection.raw.count
    items.append(.rejection(rejection, format: format))
  }

  mutating func add(_ warning: RecordWarning, count: Int) {
    items.append(.leftOut)
    warnings[warning, default: 0] += count
  }

  private mutating func warn(_ warning: RecordWarning) {
    warnings[warning, default: 0] += 1
  }

  private mutating func readTags(of record: RecipeRecord) -> [TagName] {
    var tags: [TagName] = []
    for name in record.tags {
      if let tag = try? TagName(name) {
        tags.append(tag)
      } else {
        warn(RecordWarning(.unreadableValue, field: "tags"))
      }
    }
    return tags + requestedTags
  }

  private static func json(of extras: [JSONMember]) -> [UInt8]? {
    guard !extras.isEmpty else { return nil }
    var writer = JSONWriter()
    writer.value(.object(extras))
    return writer.bytes
  }

  // MARK: - Storing

  /// Stores everything, with the accounts and warnings of exactly these items.
  func store(in transaction: WriteTransaction) throws(StoreFault) {
    let mayMeetTakedowns = try transaction.hasTakedowns()
    var accounts: [MemberAccount] = []
    for item in items {
      let (place, format): (SourceLocation, String)
      var part = Account()
      part.read = 1
      switch item {
      case .record(let record):
        (place, format) = (record.location, record.format)
        if mayMeetTakedowns, let day = try takedownDay(of: record, in: transaction) {
          try quarantine(takenDown(record, on: day), in: transaction)
          part.quarantined = 1
        } else {
          part[keyPath: try store(record, in: transaction)] = 1
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
    for (warning, count) in warnings {
      try transaction.add(warning, count: count, to: run.key)
    }
  }

  private func quarantine(
    _ rejection: Rejection, in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.quarantine(
      rejection, run: run.key, fingerprint: rejection.fingerprint(within: request.target.id),
      at: run.referenceAt)
  }

  /// Since when what a record says may not be stored here (R23a); nil when it may.
  private func takedownDay(
    of record: Ready, in transaction: WriteTransaction
  ) throws(StoreFault) -> Day? {
    let community: CommunityKey? =
      if case .community(let key) = request.target.place { key } else { nil }
    return try transaction.takedown(of: record.body.contentDigest, in: community)?.day
  }

  /// What was taken down is not kept in quarantine either.
  private func takenDown(_ record: Ready, on day: Day) -> Rejection {
    Rejection(.takenDown, "this content was taken down on \(day)", at: record.location)
  }

  /// Stores one record and says which line of the account it belongs to.
  private func store(
    _ record: Ready, in transaction: WriteTransaction
  ) throws(StoreFault) -> WritableKeyPath<Account, Int> {
    let sourceName = request.sourceName ?? record.format
    let id = record.identity.recipeID(target: request.target.id, sourceName: sourceName)
    let provenance = Provenance(
      run: run.key, sourceName: sourceName, identity: record.identity,
      recordDigest: record.sourceDigest, format: record.format,
      readerVersion: record.readerVersion, location: record.location, extras: record.extras)
    guard let known = try transaction.importedRecipe(id) else {
      return try insert(record, id: id, provenance, in: transaction)
    }
    if known.isDeleted { return \.skipped }
    if known.recordDigest == record.sourceDigest { return \.unchanged }
    if known.sourceBody == known.body {
      try transaction.update(
        known, named: id, body: record.body, provenance: provenance, at: run.referenceAt)
      try transaction.removeTags(of: known.key)
      try transaction.removeImages(of: known.key)
      try add(record, to: known.key, in: transaction)
      return \.updated
    }
    return try ImportProposal(
      recipe: known, id: id, body: record.body, provenance: provenance, request: request,
      at: run.referenceAt
    ).store(in: transaction)
  }

  private func insert(
    _ record: Ready, id: RecipeID, _ provenance: Provenance, in transaction: WriteTransaction
  ) throws(StoreFault) -> WritableKeyPath<Account, Int> {
    var base: RecipeKey?
    switch request.duplicates {
    case .skip:
      guard
        try !transaction.holdsContent(
          record.body.contentDigest, in: request.target.place, of: request.importer)
      else { return \.skipped }
    case .variant:
      base = try transaction.firstRecipe(
        saying: record.body.contentDigest, in: request.target.place, of: request.importer)
    case .keep: break
    }
    let created = record.createdAt ?? run.referenceAt
    let inserted = try transaction.insert(
      NewImport(
        id: id, body: record.body, creator: request.importer, place: request.target.place,
        createdAt: created, updatedAt: max(created, record.updatedAt ?? created),
        provenance: provenance))
    if let base { try transaction.link(inserted.recipe, asVariantOf: base) }
    try add(record, to: inserted.recipe, in: transaction)
    // A personal copy starts as its recipe does: with its tags and pictures.
    if let copy = inserted.copy { try add(record, to: copy, in: transaction) }
    return \.inserted
  }

  private func add(
    _ record: Ready, to recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for name in record.tags {
      if let tag = try transaction.storeTag(name.shown) { try transaction.add(tag, to: recipe) }
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

  /// Which of the paths that were asked for an archive belongs to.
  private func archiveIndex(of place: SourceLocation) -> Int {
    request.paths.firstIndex { place.archive == $0 || place.archive.hasPrefix($0 + "/") } ?? 0
  }
}
