import PipelineCore
import Store

/// What an intake refused, records first.
enum IntakeRejections {
  typealias Page = [(position: Int64, rejection: Rejection)]

  /// Hands over all rejections in the order read, a hundred at most at a time.
  ///
  /// - Parameters:
  ///   - read: Reads one page in a transaction of the intake's store.
  ///   - body: Given each page.
  /// - Throws: What reading and the body throw.
  static func each(
    read: ((ReadTransaction) throws -> Page) throws -> Page, _ body: ([Rejection]) throws -> Void
  ) throws {
    let kinds: [(ReadTransaction, Int64) throws -> Page] = [
      { try $0.intakeRejections(after: $1, limit: 100) },
      { try $0.intakeViewRejections(after: $1, limit: 100) },
    ]
    for kind in kinds {
      var position: Int64 = 0
      while true {
        let start = position
        let page = try read { try kind($0, start) }
        guard let last = page.last else { break }
        try body(page.map(\.rejection))
        position = last.position
      }
    }
  }

  /// All of them, inside a transaction of the intake.
  static func all(in transaction: ReadTransaction) throws -> [Rejection] {
    var found: [Rejection] = []
    try each(read: { try $0(transaction) }) { found += $0 }
    return found
  }
}
