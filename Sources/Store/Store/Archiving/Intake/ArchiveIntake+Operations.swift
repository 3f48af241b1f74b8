import ArchiveRecords
import GRDB
public import PipelineCore
import RecipeModel

/// What became of an operation.
public enum PlayedOperation: Sendable, Equatable {
  case done
  /// It was done before.
  case known
  case refused(Rejection.Code, message: String)
}

extension ArchiveIntake {
  func stage(_ operation: ArchivedOperation, line: [UInt8], at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_operation VALUES (?, ?, ?, ?)")
      .bind(sequence).bind(operation.at).bind(operation.sequence).bind(blob: line).run()
  }

  /// Hands over the lines of the staged operations in order of time, those of one moment in order
  /// of their sequence and then as they were read; the closure says what became of each, and may
  /// be asked for the same one again.
  ///
  /// Memory holds one line: no query stays open, since what is refused is rolled back, and that ends
  /// open queries. The more operations share a savepoint the less it costs, until one is undone
  /// halfway, and the others with it: so their number grows and shrinks.
  public func eachStagedOperation(_ play: ([UInt8]) throws -> PlayedOperation) throws {
    // Operations change pages all over the store, each of them many times.
    let usual = try transaction.integer("PRAGMA cache_size")
    try transaction.setCacheSize(ArchiveIntake.cacheWhilePlaying)
    defer { try? transaction.setCacheSize(usual) }
    var last = StagedPlace(at: .min, sequence: .min, key: .min)
    var together = ArchiveIntake.fewestTogether
    while true {
      let group = try stagedPlaces(after: last, limit: together)
      guard let end = group.last else { return }
      last = end
      let ranOnce = try transaction.attemptEach(group.indices) { index in
        let key = group[index].key
        try settle(key, try play(try stagedLine(key)))
      }
      together =
        ranOnce
        ? min(together * 2, ArchiveIntake.mostTogether)
        : max(together / 8, ArchiveIntake.fewestTogether)
    }
  }

  /// As SQLite takes it: 64 MiB.
  private static let cacheWhilePlaying: Int64 = -65536
  private static let fewestTogether = 64
  private static let mostTogether = 4096

  /// Where a staged operation stands in the order of time.
  private struct StagedPlace {
    var at: Int64
    var sequence: Int64
    var key: Int64
  }

  private func stagedPlaces(
    after place: StagedPlace, limit: Int
  ) throws(StoreFault) -> [StagedPlace] {
    try transaction.rows(
      """
      SELECT at, sequence, seq FROM temp.intake_operation
       WHERE (at, sequence, seq) > (?, ?, ?) ORDER BY at, sequence, seq LIMIT ?
      """, [place.at, place.sequence, place.key, limit]
    ) { StagedPlace(at: $0[0], sequence: $0[1], key: $0[2]) }
  }

  private func stagedLine(_ key: Int64) throws(StoreFault) -> [UInt8] {
    let line = try transaction.row(
      "SELECT line FROM temp.intake_operation WHERE seq = ?", [key]
    ) { $0.bytes("line") }
    guard let line else { throw StoreFault(.inconsistent("a staged operation is not there")) }
    return line
  }

  private func settle(_ key: Int64, _ played: PlayedOperation) throws(StoreFault) {
    switch played {
    case .done: try settle(key, as: .inserted)
    case .known: try settle(key, as: .unchanged)
    case .refused(let code, let message): try settle(key, as: .quarantined, code, message)
    }
  }

  private func settle(
    _ sequence: Int64, as outcome: IntakeOutcome, _ code: Rejection.Code? = nil,
    _ message: String? = nil
  ) throws(StoreFault) {
    try transaction.prepared(
      "UPDATE temp.intake SET outcome = ?, code = ?, message = ? WHERE seq = ?"
    ).bind(outcome.rawValue).bind(code?.rawValue).bind(message).bind(sequence).run()
  }
}

extension WriteTransaction {
  /// How much of the store is held in memory: KiB when negative, pages otherwise.
  fileprivate func setCacheSize(_ size: Int64) throws(StoreFault) {
    try StoreFault.mapping { try database.execute(sql: "PRAGMA cache_size = \(size)") }
  }
}
