import ArchiveRecords
public import Archives
import CommunityArchive
import JSONText
public import PipelineCore
import RecipeModel
public import Store

/// Writes the history of an installation as operations: played into an empty store, they end in the
/// same state, feed and counts.
///
/// The audit log is told again, each thing that was done by one line, with the ids that it gave; what
/// followed is left to follow again. What people wrote comes from where it is kept. The views, which
/// nobody decided on, stand behind as states. Memory holds a page of the log and a day of views;
/// equal stores give equal bytes.
public struct HistoryExport: Sendable {
  public var store: RecipeStore
  public var observer: Observer

  public init(store: RecipeStore, observer: Observer = Observer()) {
    self.store = store
    self.observer = observer
  }

  /// What was written.
  public struct Summary: Sendable, Equatable {
    public var operations = 0
    public var views = 0
    /// What operations could not say as it was.
    public var notes = HistoryNotes()

    public init() {}
  }

  /// Writes the lines of the history to a sink.
  ///
  /// - Throws: `UnknownBeginnings` before anything is written, if the store holds what no operation
  ///   made.
  public func run(into sink: some ByteSink) throws -> Summary {
    var lines = HistoryLines(sink: sink)
    return try store.read { (transaction) throws in
      let gaps = try transaction.historyGaps()
      guard gaps.isEmpty else { throw UnknownBeginnings(gaps: gaps) }
      try transaction.layOutHistory()
      var summary = Summary()
      if let installation = try transaction.archivedInstallation() {
        try lines.write(.installation(installation))
      }
      var mapping = StoryMapping(facts: StoredFacts(transaction: transaction))
      try eachStory(in: transaction) { story in
        guard let operation = try mapping.operation(of: story, sequence: summary.operations + 1)
        else { return }
        try lines.write(.operation(operation))
        summary.operations += 1
        try report(summary)
      }
      let selection = ArchiveSelection(community: nil, holdsPrivateDetails: true)
      try ArchivedViews(transaction: transaction, selection: selection).each { view in
        try lines.write(.view(view))
        summary.views += 1
        try report(summary)
      }
      try lines.finish()
      summary.notes = mapping.notes
      return summary
    }
  }

  private func eachStory(
    in transaction: ReadTransaction, _ body: (AuditedStory) throws -> Void
  ) throws {
    let parser = JSONParser()
    var story: AuditedStory?
    var position: Int64 = 0
    while true {
      let page = try transaction.historyEntries(after: position, limit: 500)
      guard let last = page.last else { break }
      position = last.position
      for entry in page {
        let deed = AuditedDeed(entry, parser)
        if deed.cause != nil, deed.cause == story?.deed.entry.id {
          story?.effects.append(deed)
        } else {
          if let story { try body(story) }
          story = AuditedStory(deed: deed)
        }
      }
    }
    if let story { try body(story) }
  }

  private func report(_ summary: Summary) throws {
    let written = summary.operations + summary.views
    guard written % 1000 == 0 else { return }
    observer.progress(Progress(activity: "writing", records: written, bytes: 0))
    if observer.shouldStop() { throw Interrupted() }
  }
}

/// What operations could not say as it was; counts, by kind.
public struct HistoryNotes: Sendable, Equatable {
  /// Texts that were purged; a text that says so stands in for each, and goes again.
  public var texts = 0
  /// Takedowns whose reason is not kept.
  public var reasons = 0
  /// Entries of the audit log that are no operation, by their action.
  public var untold: [String: Int] = [:]

  public init() {}
}

/// A store holds what no operation made, so that operations alone cannot make it again.
public struct UnknownBeginnings: Fault, Equatable {
  public var gaps: [HistoryGap]

  public var what: String {
    "the history would not be whole: imports or archives brought "
      + gaps.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
  }

  public var hint: String? { "`levain backup export` takes everything as it is" }
}

/// Writes lines in pieces.
private struct HistoryLines {
  let sink: any ByteSink
  private var writer = JSONWriter()

  init(sink: any ByteSink) {
    self.sink = sink
  }

  mutating func write(_ record: ArchiveRecord) throws(WriteFault) {
    ArchiveLine.write(record, to: &writer)
    if writer.bytes.count >= 256 * 1024 { try finish() }
  }

  mutating func finish() throws(WriteFault) {
    try sink.write(writer.bytes)
    writer.removeAll()
  }
}
