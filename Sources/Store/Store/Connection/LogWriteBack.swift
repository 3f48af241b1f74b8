import Dispatch
import GRDB
import Synchronization

/// Writes the log of a store back into its file on the side, while more is written into the log.
///
/// SQLite does that within the commit that makes the log too long, and whoever commits waits for the
/// disk twice. A connection of its own does the same beside the next transaction. A log that was not
/// all written back when a transaction began goes on growing (https://sqlite.org/wal.html#ckpt), so
/// from a length on the next transaction waits, and begins the log anew.
public final class LogWriteBack: Sendable {
  private let connection: DatabaseQueue
  private let queue = DispatchQueue(label: "log")
  /// How long the log was when it was last written back, in pages.
  private let length = Atomic(0)
  private let longest: Int

  /// 512 MiB, in pages of 8 KiB.
  static let longest = 65_536

  /// Opens a connection to the store.
  public convenience init(of store: RecipeStore) throws(StoreFault) {
    try self.init(of: store, longest: LogWriteBack.longest)
  }

  init(of store: RecipeStore, longest: Int) throws(StoreFault) {
    connection = try RecipeStore.connect(to: store.path)
    self.longest = longest
  }

  /// Writes back what is committed, and returns at once.
  public func begin() {
    queue.async { [self] in
      // What cannot be written back now is written back later: at the latest by whoever closes the
      // store last.
      let log = try? connection.writeWithoutTransaction { try $0.checkpoint(.passive) }
      if let log { length.store(log.walFrameCount, ordering: .relaxed) }
    }
  }

  /// Waits until a log that has become long is written back; before a transaction begins.
  public func waitIfLong() {
    if length.load(ordering: .relaxed) >= longest { wait() }
  }

  /// Waits until what was begun is done.
  public func wait() {
    queue.sync {}
  }
}
