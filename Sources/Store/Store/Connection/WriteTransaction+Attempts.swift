import GRDB

extension WriteTransaction {
  /// Runs a part of the transaction of which all is kept, or, when it throws, nothing.
  ///
  /// What throws before it has changed a row is not rolled back: within a transaction that made
  /// tables, SQLite would forget all prepared statements over that.
  public func attempt(_ body: () throws -> Void) throws {
    guard !isAttemptingTogether else { return try attemptTogether(body) }
    try prepared("SAVEPOINT attempt").run()
    let changes = database.totalChangesCount
    do {
      try body()
    } catch {
      if database.totalChangesCount != changes { try prepared("ROLLBACK TO attempt").run() }
      try prepared("RELEASE attempt").run()
      throw error
    }
    try prepared("RELEASE attempt").run()
  }

  /// Runs many steps, of which each attempts one part.
  ///
  /// A savepoint keeps a copy of every page that changes after it, so one for each of many small
  /// parts costs more than the parts. They share one; when a part throws halfway, which is rare,
  /// all are undone and run again, each with a savepoint of its own. A step must do the same when
  /// it runs again.
  ///
  /// - Returns: Whether the steps ran once, so that as many and more can be tried together next.
  public func attemptEach(_ steps: Range<Int>, _ run: (Int) throws -> Void) throws -> Bool {
    try prepared("SAVEPOINT together").run()
    isAttemptingTogether = true
    do {
      defer { isAttemptingTogether = false }
      for step in steps { try run(step) }
      try prepared("RELEASE together").run()
      return true
    } catch is HalfDone {
      try prepared("ROLLBACK TO together").run()
      try prepared("RELEASE together").run()
      for step in steps { try run(step) }
      return false
    }
  }

  private func attemptTogether(_ body: () throws -> Void) throws {
    let changes = database.totalChangesCount
    do {
      try body()
    } catch  where database.totalChangesCount != changes {
      throw HalfDone()
    }
  }

  /// A part threw after it had changed something.
  private struct HalfDone: Error {}
}
