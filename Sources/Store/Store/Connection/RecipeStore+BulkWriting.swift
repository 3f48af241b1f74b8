import GRDB

extension RecipeStore {
  /// Runs work that stores much, with settings that suit it.
  ///
  /// The indexes of what is stored are in random order (ids and digests), so that each batch
  /// touches pages all over them: with those in memory (128 MiB) and few commits, a page is written
  /// once for many rows. No commit writes the log back: the work has that done beside its
  /// transactions (`LogWriteBack`). Parents are not looked for again:
  /// the work names only rows that its own transaction read or stored, which nobody else can take
  /// away meanwhile. The usual settings return with the end of the work.
  public func writingMuch<Result>(_ work: () throws -> Result) throws -> Result {
    try StoreFault.mapping { try set(RecipeStore.bulk) }
    defer { try? set(RecipeStore.usual) }
    return try work()
  }

  /// What suits the work at hand.
  struct Settings {
    /// In KiB.
    var cache: Int
    /// How long the log gets before a commit writes it back, in pages of 8 KiB; 0 for never.
    var log: Int
    /// Whether the parent of each row is looked for when the row is stored.
    var checksParents: Bool
  }

  static let usual = Settings(cache: 24 << 10, log: 2000, checksParents: true)
  private static let bulk = Settings(cache: 128 << 10, log: 0, checksParents: false)

  private func set(_ settings: Settings) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA cache_size = -\(settings.cache);
          PRAGMA wal_autocheckpoint = \(settings.log);
          PRAGMA foreign_keys = \(settings.checksParents);
          """)
    }
  }
}
