import GRDB

extension RecipeStore {
  /// Runs work that stores much, with settings that suit it.
  ///
  /// The indexes of what is stored are in random order (ids and digests), so that each batch
  /// touches pages all over them: with those in memory (128 MiB) and a log that is written back
  /// seldom (at 128 MiB), a page is written once for many rows. The full-text index merges what it
  /// has later, and in larger steps. The usual settings return with the end of the work; those of
  /// the full-text index are kept in the file and return with the next work when this is killed.
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
    /// In bytes.
    var textHash: Int
    /// How many parts of the full-text index of one size are merged.
    var textMerge: Int
  }

  static let usual = Settings(
    cache: 24 << 10, log: 2000, textHash: 1 << 20, textMerge: 4)
  private static let bulk = Settings(
    cache: 128 << 10, log: 16_384, textHash: 32 << 20, textMerge: 16)

  private func set(_ settings: Settings) throws {
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA cache_size = -\(settings.cache);
          PRAGMA wal_autocheckpoint = \(settings.log);
          INSERT INTO recipe_text (recipe_text, rank) VALUES ('hashsize', \(settings.textHash));
          INSERT INTO recipe_text (recipe_text, rank) VALUES ('automerge', \(settings.textMerge));
          """)
    }
  }
}
