import Archives
import CommunityArchive
import PipelineCore
import RecipeFormats
import RecipeModel
import Store

/// One attempt at an import: walks the archives and hands what it finds to the batch.
final class ImportSession {
  let run: StoredRun
  private let store: RecipeStore
  private let request: ImportRequest
  private let limits: RecipeImport.Limits
  private let observer: Observer
  private let totalBytes: Int64
  /// What earlier attempts stored; up to here records are only counted.
  private let checkpoint: Checkpoint
  private var batch: ImportBatch
  private var identities = IdentityCounter()

  /// Every record and rejection of the input, those that earlier attempts stored included.
  private(set) var recordsSeen = 0
  private(set) var leftOut = LeftOut()
  /// Whether any reader found its format.
  private var foundRecords = false
  private var firstTrouble: ReadFault?
  /// Where the walk stands.
  private var position = Checkpoint()
  private var bytesOfArchivesDone: Int64 = 0
  /// How far the archive at hand is read, on disk.
  private var inputPosition: (() -> Int64)?

  init(
    store: RecipeStore, request: ImportRequest, limits: RecipeImport.Limits, run: StoredRun,
    checkpoint: Checkpoint, observer: Observer, totalBytes: Int64
  ) {
    self.store = store
    self.request = request
    self.limits = limits
    self.run = run
    self.checkpoint = checkpoint
    self.observer = observer
    self.totalBytes = totalBytes
    batch = ImportBatch(request: request, run: run)
  }

  /// Reads every archive and stores what it holds.
  func readAll() throws {
    let forced = try request.format.map { name throws(ImportFault) in
      guard let reader = RecipeReaders.named(name) else {
        throw ImportFault(
          .unknownFormat(name: name, known: RecipeReaders.all.map { $0.format.name }))
      }
      return reader
    }
    for path in request.paths {
      try readArchive(path, forced: forced)
      position = Checkpoint(archives: position.archives + 1)
    }
    try flush()
    if !foundRecords { throw firstTrouble ?? nothingFound }
  }

  /// An import that finds nothing says so, and what it found instead; it never just ends well.
  private var nothingFound: ReadFault {
    let kinds = leftOut.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) × \($0.key)" }
    return ReadFault(
      .notRecognized(
        detail: kinds.isEmpty
          ? "it holds no files" : "it holds no recipe archive, but \(kinds.joined(separator: ", "))"
      ),
      at: SourceLocation(archive: request.paths.joined(separator: ", ")))
  }

  /// Takes the pictures that records named and other members of their archives hold.
  func takeImages() throws {
    for (index, path) in request.paths.enumerated() {
      let requests = try store.read { try $0.imageRequests(archive: index, run: run.key) }
      guard !requests.isEmpty else { continue }
      var pass = ImagePass(
        store: store, run: run, archive: index, requests: requests, limits: limits.archives)
      try pass.run(over: path)
    }
  }

  // MARK: - Walking

  private func readArchive(_ path: String, forced: (any RecipeReader.Type)?) throws {
    var walker = ArchiveWalker(paths: [path], limits: limits.archives)
    while true {
      let item: WalkItem?
      do throws(ReadFault) {
        item = try walker.next()
      } catch {
        try reject(error, format: "")
        position = Checkpoint(archives: position.archives, members: position.members + 1)
        continue
      }
      guard let item else { break }
      switch item {
      case .member(let member):
        inputPosition = { member.bytesConsumed }
        try read(member, forced: forced, isNamed: member.location.archive == path)
        inputPosition = nil
      case .refused(let rejection): try take(rejection, format: "")
      case .ignored(let location, let reason):
        if reason != .folder { leftOut.add(location, reason: reason.rawValue) }
        continue
      }
      position = Checkpoint(archives: position.archives, members: position.members + 1)
    }
    bytesOfArchivesDone += walker.bytesConsumed
  }

  private func read(
    _ member: Member, forced: (any RecipeReader.Type)?, isNamed: Bool
  ) throws {
    guard let reader = try reader(for: member, forced: forced, isNamed: isNamed) else { return }
    let cursor: any RecordCursor
    let format = reader.format.name
    do throws(ReadFault) {
      cursor = try reader.open(member, at: member.location, limits: limits.readers)
    } catch {
      return try reject(error, format: format)
    }
    while true {
      let element: ReadElement?
      do throws(ReadFault) {
        element = try cursor.next()
      } catch {
        return try reject(error, format: format)
      }
      guard let element else { return }
      foundRecords = true
      switch element {
      case .record(let record, let place): try take(record, at: place, of: reader)
      case .rejected(let rejection): try take(rejection, format: format)
      case .leftOut(let warning, let count):
        try advance { batch in batch.add(warning, count: count) }
      }
    }
  }

  /// The reader of a member; nil when it holds no recipes, which is noted.
  private func reader(
    for member: Member, forced: (any RecipeReader.Type)?, isNamed: Bool
  ) throws -> (any RecipeReader.Type)? {
    if let forced { return forced }
    guard ArchivePart.recognize(member.sample, isWhole: member.sampleIsWhole) == nil else {
      try reject(
        ReadFault(
          .unsupported(
            kind: "a community archive",
            instead: "the operator imports it without a target: `levain import FILE`"),
          at: member.location), format: "")
      return nil
    }
    switch RecipeReaders.detect(member) {
    case .reader(let reader, _): return reader
    case .nothing(let looksLike):
      if let fault = member.sampleFault {
        try reject(fault, format: "")
      } else if isNamed, member.location.members.isEmpty {
        try reject(
          ReadFault(.notRecognized(detail: "it looks like \(looksLike)"), at: member.location),
          format: "")
      } else {
        leftOut.add(member.location, reason: looksLike)
      }
      return nil
    }
  }

  // MARK: - Records

  private func take(
    _ record: RecipeRecord, at place: SourceLocation, of reader: any RecipeReader.Type
  ) throws {
    recordsSeen += 1
    let source = request.sourceName ?? reader.format.name
    let identity = identities.next(of: record, source: source)
    try advance { batch in
      try batch.add(record, identity: identity, at: place, of: reader, images: store.images)
    }
  }

  private func take(_ rejection: Rejection, format: String) throws {
    recordsSeen += 1
    try advance { batch in batch.add(rejection, format: format) }
  }

  private func reject(_ fault: ReadFault, format: String) throws {
    firstTrouble = firstTrouble ?? fault
    let place = fault.location ?? SourceLocation(archive: "")
    try take(Rejection(fault.rejectionCode, fault.what, at: place), format: format)
  }

  /// Counts one record, and gives it to the batch unless an earlier attempt stored it.
  private func advance(_ add: (inout ImportBatch) throws -> Void) throws {
    position.records += 1
    guard !isStored(position) else { return }
    try add(&batch)
    if batch.count >= limits.batchRecords || batch.bytes >= limits.batchBytes { try flush() }
  }

  private func isStored(_ position: Checkpoint) -> Bool {
    (position.archives, position.members, position.records)
      <= (checkpoint.archives, checkpoint.members, checkpoint.records)
  }

  private func flush() throws {
    // Without a record found, a trouble is the whole story: it is thrown and nothing is stored.
    guard batch.count > 0, foundRecords || firstTrouble == nil else { return }
    let position = position
    try store.write { transaction in
      try batch.store(in: transaction)
      try transaction.move(position, of: run.key)
    }
    batch.removeAll()
    observer.progress(
      Progress(
        activity: "importing", records: recordsSeen,
        bytes: bytesOfArchivesDone + (inputPosition?() ?? 0), totalBytes: totalBytes))
    if observer.shouldStop() { throw Interrupted() }
  }
}
