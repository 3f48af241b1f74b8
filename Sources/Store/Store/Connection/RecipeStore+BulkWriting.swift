import GRDB

extension RecipeStore {
  /// Runs work that stores much, with settings that suit it.
  ///
  /// The indexes of what is stored are in random order (ids and digests), so that each batch
  /// touches pages all over them: with those in memory (128 MiB) and a log that is written back
  /// seldom (at 128 MiB), a page is written once for many rows. The usual settings return with the
  /// end of the work.
  public func writingMuch<Result>(_ work: () throws -> Result) throws -> Result {
    try StoreFault.mapping { try set(RecipeStore.bulk) }
    defer { try? set(RecipeStore.usual) }
    return try work()
  }

  /// What suits the work at hand.
  struct Settings {
    /// In KiB.
    var cache: Int
    /// In pages of 8 KiB.
    var log: Int
  }

  static let usual = Settings(cache: 24 << 10, log: 2000)
  private static let bulk = Settings(cache: 128 << 10, log: 16_384)

  private func set(_ settings: Settings) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA cache_size = -\(settings.cache);
          PRAGMA wal_autocheckpoint = \(settings.log);
          """)
    }
  }
}
