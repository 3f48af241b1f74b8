import PipelineCore
import RecipeCoding
import RecipeModel

/// What is handed over at once: records made ready, and rejections, in order.
struct ImportBatch: Sendable {
  enum Item: Sendable {
    case record(ReadyRecord)
    /// A record that was not read, because its source has not changed.
    case unchanged(at: SourceLocation, format: String)
    case rejection(Rejection, format: String)
    /// Something that is no record; only its warning counts.
    case leftOut
  }

  private(set) var items: [Item] = []
  /// Those of things that are no records.
  private(set) var warnings: [RecordWarning: Int] = [:]
  private(set) var bytes = 0
  /// Whether any record brings its texts.
  private var hasTexts = false

  var count: Int { items.count }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    warnings.removeAll()
    bytes = 0
    hasTexts = false
  }

  mutating func add(_ record: consuming ReadyRecord) {
    bytes += record.body.json.count
    if record.text != nil { hasTexts = true }
    items.append(.record(record))
  }

  mutating func addUnchanged(at place: SourceLocation, format: String) {
    items.append(.unchanged(at: place, format: format))
  }

  mutating func add(_ rejection: Rejection, format: String) {
    bytes += rejection.raw.count
    items.append(.rejection(rejection, format: format))
  }

  /// Leaves the texts to somebody else.
  mutating func dropTexts() {
    guard hasTexts else { return }
    hasTexts = false
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
