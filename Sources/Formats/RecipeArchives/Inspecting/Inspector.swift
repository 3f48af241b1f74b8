public import Archives
public import PipelineCore
public import RecipeFormats
public import RecipeModel

/// Looks at archives as an import would read them, and stores nothing.
public struct Inspector: Sendable {
  /// One record or rejection, for whoever wants to see each.
  public enum Element {
    case record(RecipeRecord, at: SourceLocation, format: String)
    case rejected(Rejection)
  }

  private let archives: ArchiveLimits
  private let readers: ReaderLimits

  public init(archives: ArchiveLimits = ArchiveLimits(), readers: ReaderLimits = ReaderLimits()) {
    self.archives = archives
    self.readers = readers
  }

  /// Reads everything below the paths and says what it is.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, in this order.
  ///   - forced: The reader to use whatever a content looks like; nil to detect it.
  ///   - columns: What the columns of tables are said to hold.
  ///   - observer: Told of progress now and then, and asked whether to stop.
  ///   - each: Given every record and rejection, in order.
  /// - Returns: What was found.
  /// - Throws: `Interrupted`, or a `ReadFault` for a path that is not there.
  public func inspect(
    _ paths: [String], forced: (any RecipeReader.Type)? = nil, columns: StatedColumns = .none,
    observer: Observer, each: (Element) -> Void = { _ in }
  ) throws -> Inspection {
    let inputs = try paths.map { try InputPath(path: $0) }
    let totalBytes = inputs.map(\.bytes).reduce(0, +)
    var inspection = Inspection()
    var bytesDone: Int64 = 0
    for path in paths {
      var walk = RecipeArchiveWalk(
        path: path, limits: archives, forced: forced, columns: columns)
      while let find = walk.next() {
        switch find {
        case .content(let content):
          try inspection.read(content, limits: readers, each: each) { records in
            try observer.watch(records, bytesDone + content.bytesConsumed, of: totalBytes)
          }
        case .refused(let rejection): inspection.reject(rejection, each: each)
        case .fault(let fault): inspection.reject(fault, each: each)
        case .leftOut(let location, let reason): inspection.leftOut.add(location, reason: reason)
        }
        try observer.watch(
          inspection.recipes + inspection.rejected, bytesDone + walk.bytesConsumed, of: totalBytes)
      }
      bytesDone += walk.bytesConsumed
    }
    return inspection
  }
}

extension Observer {
  fileprivate func watch(_ records: Int, _ bytes: Int64, of totalBytes: Int64) throws {
    progress(
      Progress(activity: "inspecting", records: records, bytes: bytes, totalBytes: totalBytes))
    if shouldStop() { throw Interrupted() }
  }
}

extension Inspection {
  /// After how many records of one content the observer is told.
  private static let recordsBetweenWatches = 500

  fileprivate mutating func read(
    _ content: RecipeContent, limits: ReaderLimits, each: (Inspector.Element) -> Void,
    watch: (Int) throws -> Void
  ) throws {
    let format = content.reader.format.name
    let index = formats.firstIndex { $0.format == format } ?? formats.endIndex
    if index == formats.endIndex { formats.append(FormatFindings(format: format)) }
    var found = Content(
      location: content.location, format: format, recognition: content.recognition)
    do {
      let cursor = try content.open(limits: limits)
      while let element = try cursor.next() {
        if (found.recipes + found.rejected) % Inspection.recordsBetweenWatches == 0 {
          try watch(recipes + rejected)
        }
        foundRecords = true
        switch consume element {
        case .record(let record, let location):
          found.recipes += 1
          formats[index].add(record)
          each(.record(record, at: location, format: format))
        case .rejected(let rejection):
          found.rejected += 1
          formats[index].addRejection()
          reject(rejection, each: each)
        case .leftOut(let warning, let count): formats[index].add(warning, count: count)
        }
      }
    } catch let error as ReadFault {
      if let reason = content.omission(after: error) {
        if formats[index].contents == 0 { formats.remove(at: index) }
        return leftOut.add(content.location, reason: reason)
      }
      found.rejected += 1
      formats[index].addRejection()
      reject(error, each: each)
    }
    formats[index].addContent()
    contentCount += 1
    if contents.count < Inspection.listedContents { contents.append(found) }
  }

  fileprivate mutating func reject(_ rejection: Rejection, each: (Inspector.Element) -> Void) {
    add(rejection)
    each(.rejected(rejection))
  }

  fileprivate mutating func reject(_ fault: ReadFault, each: (Inspector.Element) -> Void) {
    firstFault = firstFault ?? fault
    // What can be done instead is said along with what is refused.
    let instead: String? = if case .unsupported(_, let text) = fault.cause { text } else { nil }
    reject(
      Rejection(
        fault.rejectionCode, fault.what + (instead.map { "; \($0)" } ?? ""),
        at: fault.location ?? SourceLocation(archive: "")), each: each)
  }
}
