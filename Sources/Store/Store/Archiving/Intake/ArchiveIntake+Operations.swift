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
  /// Memory holds a page of lines: no query stays open, since what is refused is rolled back, and
  /// that ends open queries.
  public func eachStagedOperation(_ play: ([UInt8]) throws -> PlayedOperation) throws {
    var last = (at: Int64.min, sequence: Int64.min, key: Int64.min)
    while true {
      let page = try transaction.rows(
        """
        SELECT at, sequence, seq, line FROM temp.intake_operation
         WHERE (at, sequence, seq) > (?, ?, ?) ORDER BY at, sequence, seq LIMIT 200
        """, [last.at, last.sequence, last.key]
      ) { row in
        (
          place: (
            at: row["at"] as Int64, sequence: row["sequence"] as Int64, key: row["seq"] as Int64
          ),
          line: row.bytes("line")
        )
      }
      guard let end = page.last else { return }
      last = end.place
      try transaction.attemptEach(page.indices) { index in
        try settle(page[index].place.key, try play(page[index].line))
      }
    }
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
