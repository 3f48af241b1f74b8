import PipelineCore
import RecipeCoding
import RecipeModel

/// What is stored in one transaction: records made ready, and rejections, in order.
struct ImportBatch: Sendable {
  enum Item: Sendable {
    case record(ReadyRecord)
    case rejection(Rejection, format: String)
    /// Something that is no record; only its warning counts.
    case leftOut
  }

  private(set) var items: [Item] = []
  private(set) var warnings: [RecordWarning: Int] = [:]
  private(set) var bytes = 0

  var count: Int { items.count }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    warnings.removeAll()
    bytes = 0
  }

  mutating func add(_ record: ReadyRecord, warnings: [RecordWarning]) {
    bytes += record.body.json.count
    items.append(.record(record))
    for warning in warnings { self.warnings[warning, default: 0] += 1 }
  }

  mutating func add(_ rejection: Rejection, format: String) {
    bytes += rejection.raw.count
    items.append(.rejection(rejection, format: format))
  }

  /// Leaves the texts to somebody else.
  mutating func dropTexts() {
    for index in items.indices {
      guard case .record(var record) = items[index], record.text != nil else { continue }
      record.text = nil
      items[index] = .record(record)
    }
  }

  mutating func add(_ warning: RecordWarning, count: Int) {
    items.append(.leftOut)
    warnings[warning, default: 0] += count
  }
}
