import Dispatch
import RecipeModel
import Store
import Synchronization

/// Stores the batches of one run in order, while others are read, several in a transaction.
///
/// While a transaction is open, it waits for the next batch: whoever reads must not ask the store
/// for anything before `finish`. So that others who write need not wait for slow archives, it is
/// open for some seconds at most, and not while batches take long to read. A queue and no tasks,
/// because all of an import is synchronous; whoever hands over batches waits for them before the
/// run ends.
final class BatchWriter: BatchDestination, Sendable {
  /// How an attempt at a run begins.
  struct Start: Sendable {
    var run: StoredRun
    /// How far earlier attempts stored the input.
    var checkpoint: Checkpoint
    /// Whether no text is indexed yet.
    var isTextIndexEmpty: Bool
  }

  /// What the reading side knows.
  private struct Handover {
    /// How many batches were handed over since the last commit.
    var batches = 0
    /// When the first of them was handed over.
    var opened: Instant
    /// When the last batch was.
    var last: Instant
    /// Who indexes the texts, when there is more than a batch of them and the index is empty.
    var follower: TextFollower?
  }

  /// What the storing side knows.
  private struct Storing {
    var storage: BatchStorage
    let seen = SeenKeys()
    /// What hindered a transaction; what follows is not stored.
    var failure: (any Error)?
  }

  private let store: RecipeStore
  private let log: LogWriteBack
  private let start: Start
  private let batchesOfTransaction: Int
  private let indexesText: Bool
  private let timer: ImportTimer
  private let handover: Mutex<Handover>
  private let storing: Mutex<Storing>
  private let hasFailed = Atomic(false)
  private let channel = BatchChannel()
  private let queue = DispatchQueue(label: "import")

  init(
    store: RecipeStore, request: ImportRequest, start: Start, limits: RecipeImport.Limits,
    timer: ImportTimer
  ) throws(StoreFault) {
    self.store = store
    log = try LogWriteBack(of: store)
    self.start = start
    batchesOfTransaction = limits.batchesOfTransaction
    indexesText = request.indexesText
    self.timer = timer
    handover = Mutex(Handover(opened: timer.now(), last: timer.now()))
    storing = Mutex(Storing(storage: BatchStorage(request: request, run: start.run)))
  }

  /// In milliseconds: what a batch may take to be read for a transaction to wait for the next, and
  /// how long one stays open.
  private static let (longReading, longTransaction): (Int64, Int64) = (1000, 5000)
  /// After how many batches the texts of a transaction are indexed, which wait in memory.
  private static let batchesOfTexts = 4

  // MARK: - Handing over

  var wantsTexts: Bool { indexesText && handover.withLock { $0.follower == nil } }

  func take(_ batch: ImportBatch, upTo position: Checkpoint, isLast: Bool) throws {
    if hasFailed.load(ordering: .acquiring) { try finish() }
    if !isLast { try followTexts() }
    let now = timer.now()
    let (follower, isFirst, isSlow) = handover.withLock { handover in
      handover.batches += 1
      if handover.batches == 1 { handover.opened = now }
      defer { handover.last = now }
      return (
        handover.follower, handover.batches == 1,
        now.milliseconds - handover.last.milliseconds > BatchWriter.longReading
          || now.milliseconds - handover.opened.milliseconds > BatchWriter.longTransaction
      )
    }
    if isFirst { beginTransaction(followedBy: follower) }
    var batch = batch
    if follower != nil { batch.dropTexts() }
    let delivery = BatchChannel.Delivery.batch(batch, upTo: position)
    timer.pause(.reading) { channel.send(delivery) }
    if isSlow || handover.withLock({ $0.batches }) == batchesOfTransaction { commit() }
  }

  func finish() throws {
    commit()
    timer.pause(.reading) { queue.sync {} }
    if let failure = storing.withLock({ $0.failure }) { throw failure }
  }

  /// Has everything that was handed over committed; returns at once.
  private func commit() {
    let wasOpen = handover.withLock { handover in
      defer { handover.batches = 0 }
      return handover.batches > 0
    }
    if wasOpen { channel.send(.commit) }
  }

  // MARK: - Storing

  private func beginTransaction(followedBy follower: TextFollower?) {
    queue.async { [self] in
      storing.withLock { storing in
        let deliveries = Deliveries(channel)
        do {
          if let failure = storing.failure { throw failure }
          log.waitIfLong()
          let last = try timer.measure(.rows) {
            try store.write { transaction in
              transaction.belongs(to: start.run.key)
              try transaction.look(only: storing.seen)
              var batches = 0
              while let (batch, position) = timer.pause(.rows, { deliveries.next() }) {
                try storing.storage.store(batch, in: transaction)
                try transaction.move(position, of: start.run.key)
                batches += 1
                if batches.isMultiple(of: BatchWriter.batchesOfTexts) {
                  try indexTexts(in: transaction)
                }
              }
              try indexTexts(in: transaction)
              return try transaction.lastBody()
            }
          }
          log.begin()
          follower?.follow(upTo: last)
        } catch {
          if storing.failure == nil { storing.failure = error }
          hasFailed.store(true, ordering: .releasing)
          // Taken all the same, so that nobody waits for ever to hand them over.
          while deliveries.next() != nil {}
        }
      }
    }
  }

  private func indexTexts(in transaction: WriteTransaction) throws {
    try timer.pause(.rows) { try timer.measure(.texts) { try transaction.settleText() } }
  }

  /// The batches of one transaction, as they are handed over.
  private final class Deliveries {
    private let channel: BatchChannel
    private var isDone = false

    init(_ channel: BatchChannel) {
      self.channel = channel
    }

    func next() -> (batch: ImportBatch, position: Checkpoint)? {
      guard !isDone else { return nil }
      switch channel.receive() {
      case .batch(let batch, let position): return (batch, position)
      case .commit:
        isDone = true
        return nil
      }
    }
  }

  // MARK: - Texts

  /// Has the texts indexed on the side, if the store's index is empty.
  ///
  /// Each attempt at a run comes to the same answer: the index is empty until the very end, or it
  /// was not empty before.
  private func followTexts() throws {
    guard indexesText, start.isTextIndexEmpty, wantsTexts else { return }
    let follower = try TextFollower(store: store, timer: timer)
    handover.withLock { $0.follower = follower }
  }

  /// Waits for the index of the texts, and puts it into the store; once everything is stored.
  ///
  /// `tell` is called before, unless no texts are indexed on the side.
  func finishTexts(telling tell: () -> Void) throws {
    // An earlier attempt may have stored everything and not come to the texts.
    if start.checkpoint != Checkpoint() { try followTexts() }
    if let follower = handover.withLock({ $0.follower }) {
      tell()
      try follower.takeOver()
    }
    log.wait()
  }

  /// Leaves the texts that are not indexed yet to another attempt.
  func abandonTexts() {
    handover.withLock { $0.follower }?.abandon()
    log.wait()
  }
}
