import PipelineCore
import RecipeArchives
import RecipeCoding
import RecipeFormats
import RecipeModel
import Store

/// One pass of an import over the archives: hands on in batches what it finds.
final class ImportSession {
  private let request: ImportRequest
  private let limits: RecipeImport.Limits
  private let observer: Observer
  /// What is being done, for progress.
  private let activity: String
  private let totalBytes: Int64
  /// What earlier attempts stored; up to here records are only counted.
  private let checkpoint: Checkpoint
  private var preparation: RecordPreparation
  private var batch = ImportBatch()
  private let destination: any BatchDestination
  private(set) var mapping: RecordMapping

  /// Every record and rejection of the input, those that earlier attempts stored included.
  private(set) var recordsSeen = 0
  private(set) var leftOut = LeftOut()
  /// 64 bits of the digest of what each record says; nil unless that is asked for.
  private var contents: Set<UInt64>?
  /// What the records hold beyond the model; nil when nobody asked.
  var keptFields: KeptFields?
  /// Whether any reader found its format.
  private var foundRecords = false
  private var firstTrouble: ReadFault?
  /// The records in whose place what somebody mended was read.
  private(set) var mendedWell: [Digest] = []
  /// Where the walk stands.
  private var position = Checkpoint()
  private(set) var bytesOfArchivesDone: Int64 = 0
  /// How far the archive at hand is read, on disk.
  private var inputPosition: (() -> Int64)?

  /// Without `files` pictures are looked at and not stored.
  init(
    request: ImportRequest, files: ImageFiles?, limits: RecipeImport.Limits,
    checkpoint: Checkpoint, known: KnownSources? = nil, observer: Observer, activity: String,
    totalBytes: Int64, destination: any BatchDestination
  ) {
    self.request = request
    self.limits = limits
    self.checkpoint = checkpoint
    self.observer = observer
    self.activity = activity
    self.totalBytes = totalBytes
    self.destination = destination
    preparation = RecordPreparation(
      request: request, files: files, known: known, makesTexts: destination.wantsTexts)
    mapping = RecordMapping(request)
    contents = request.isMirror ? [] : nil
  }

  /// What was met, once everything is read.
  var met: MetRecords { MetRecords(preparation.identities, contents: contents) }

  /// Reads every archive and hands over what it holds.
  func readAll() throws {
    let forced = try request.format.map { name throws(UnknownFormat) in
      try RecipeReaders.required(name)
    }
    try request.columns.requireTable(forced)
    for path in request.paths {
      try readArchive(path, forced: forced)
      position = Checkpoint(archives: position.archives + 1)
    }
    try flush(isLast: true)
    try destination.finish()
    if !foundRecords { throw firstTrouble ?? nothingFound }
  }

  /// An import that finds nothing says so, and what it found instead; it never just ends well.
  private var nothingFound: ReadFault {
    let kinds = leftOut.kinds
    return ReadFault(
      .notRecognized(
        detail: kinds.isEmpty
          ? "it holds no files" : "it holds no recipe archive, but \(kinds.joined(separator: ", "))"
      ),
      at: SourceLocation(archive: request.paths.joined(separator: ", ")))
  }

  /// Takes the pictures that records named and other members of their archives hold.
  func takeImages(of run: StoredRun, into store: RecipeStore) throws {
    for (index, path) in request.paths.enumerated() {
      let requests = try store.read { try $0.imageRequests(archive: index, run: run.key) }
      guard !requests.isEmpty else { continue }
      var pass = ImagePass(
        store: store, run: run, archive: index, requests: requests, limits: limits.archives)
      try pass.run(over: path, leftOut: &leftOut)
    }
  }

  // MARK: - Walking

  private func readArchive(_ path: String, forced: (any RecipeReader.Type)?) throws {
    var walk = RecipeArchiveWalk(
      path: path, limits: limits.archives, forced: forced, columns: request.columns)
    while let find = walk.next() {
      switch find {
      case .content(let content):
        inputPosition = { content.bytesConsumed }
        try read(content)
        inputPosition = nil
      case .refused(let rejection): try take(rejection, format: "")
      case .fault(let fault): try reject(fault, format: "")
      case .leftOut(let location, let reason): leftOut.add(location, reason: reason)
      }
      position = Checkpoint(archives: position.archives, members: position.members + 1)
    }
    bytesOfArchivesDone += walk.bytesConsumed
  }

  private func read(_ content: RecipeContent) throws {
    let cursor: any RecordCursor
    do throws(ReadFault) {
      cursor = try content.open(limits: limits.readers)
    } catch {
      return try reject(error, of: content)
    }
    let skimming = preparation.skipsKnown ? cursor as? any SkimmingCursor : nil
    while true {
      var element: ReadElement?
      do {
        if let skimming { try passKnown(skimming, of: content) }
        element = try cursor.next()
      } catch let fault as ReadFault {
        return try reject(fault, of: content)
      }
      // Handed on without a copy.
      guard let next = element.take() else { return }
      foundRecords = true
      try take(consume next, of: content.reader)
    }
  }

  /// `isMended` is whether it was read in the place of a rejection.
  private func take(
    _ element: consuming ReadElement, of reader: any RecipeReader.Type, isMended: Bool = false
  ) throws {
    switch consume element {
    case .record(let record, let place): try take(record, at: place, of: reader)
    case .rejected(let rejection):
      let format = reader.format.name
      if isMended {
        try keep(rejection, format: format)
      } else {
        try take(rejection, format: format)
      }
    case .leftOut(let warning, let count):
      try advance { batch in batch.add(warning, count: count) }
    }
  }

  // MARK: - Records

  /// Passes over the records whose sources have not changed, up to the first other one.
  private func passKnown(_ cursor: any SkimmingCursor, of content: RecipeContent) throws {
    while let place = try cursor.pass({ preparation.isKnown($0, from: content.reader) }) {
      foundRecords = true
      recordsSeen += 1
      try advance { $0.addUnchanged(at: place, format: content.reader.format.name) }
    }
  }

  private func take(
    _ record: consuming RecipeRecord, at place: SourceLocation, of reader: any RecipeReader.Type
  ) throws {
    recordsSeen += 1
    let identity = preparation.identity(of: record, from: reader)
    mapping.count(record)
    keptFields?.count(record)
    contents?.insert(preparation.contentDigest(of: record).first64Bits)
    let creator = mapping.creator(of: record)
    let stored = mapping.apply(to: consume record)
    try advance { batch in
      batch.add(
        try preparation.ready(stored, by: creator, identity: identity, at: place, from: reader))
    }
  }

  private func take(_ rejection: Rejection, format: String) throws {
    if let content = request.mended(rejection),
      let mended = try MendedRecord.read(
        content, insteadOf: rejection, format: format, limits: limits.readers)
    {
      foundRecords = true
      mendedWell.append(rejection.fingerprint(within: request.target.id))
      for element in mended.elements { try take(element, of: mended.reader, isMended: true) }
      return
    }
    try keep(rejection, format: format)
  }

  private func keep(_ rejection: Rejection, format: String) throws {
    recordsSeen += 1
    try advance { batch in batch.add(rejection, format: format) }
  }

  private func reject(_ fault: ReadFault, format: String) throws {
    firstTrouble = firstTrouble ?? fault
    let place = fault.location ?? SourceLocation(archive: "")
    try take(Rejection(fault.rejectionCode, fault.what, at: place), format: format)
  }

  private func reject(_ fault: ReadFault, of content: RecipeContent) throws {
    if let reason = content.omission(after: fault) {
      leftOut.add(content.location, reason: reason)
    } else {
      try reject(fault, format: content.reader.format.name)
    }
  }

  /// Counts one record, and gives it to the batch unless an earlier attempt stored it.
  private func advance(_ add: (inout ImportBatch) throws -> Void) throws {
    position.records += 1
    guard !isStored(position) else { return }
    try add(&batch)
    if batch.count >= limits.batchRecords || batch.bytes >= limits.batchBytes {
      try flush(isLast: false)
    }
  }

  private func isStored(_ position: Checkpoint) -> Bool {
    (position.archives, position.members, position.records)
      <= (checkpoint.archives, checkpoint.members, checkpoint.records)
  }

  private func flush(isLast: Bool) throws {
    // Without a record found, a trouble is the whole story: it is thrown and nothing is stored.
    guard batch.count > 0, foundRecords || firstTrouble == nil else { return }
    try destination.take(batch, upTo: position, isLast: isLast)
    batch.removeAll()
    preparation.makesTexts = destination.wantsTexts
    observer.progress(
      Progress(
        activity: activity, records: recordsSeen,
        bytes: bytesOfArchivesDone + (inputPosition?() ?? 0), totalBytes: totalBytes))
    if observer.shouldStop() { throw Interrupted() }
  }
}
