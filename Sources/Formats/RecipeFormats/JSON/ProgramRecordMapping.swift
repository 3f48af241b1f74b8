import JSONText
import PipelineCore
import RecipeModel

/// The recipes of one program, each an object with member names of its own.
protocol ProgramRecordMapping: JSONRecordMapping {
  /// The program, as messages name it.
  static var program: String { get }
  /// Whether an object says what only a recipe of the program says.
  func isRecipe(_ object: JSONElement) -> Bool
  /// Reads a recipe.
  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement
}

extension ProgramRecordMapping {
  mutating func map(
    _ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement]
  ) {
    // Only whole objects are recipes here, never what one of them holds.
    if record.isPart { return }
    guard root.kind == .object, isRecipe(root) else {
      queue.append(
        record.rejection(.notARecipe, "the value is no recipe of \(Self.program)"))
      return
    }
    let digest = record.ownsItsBytes ? RecordDigest.of(record.bytes) : RecordDigest.of([root])
    queue.append(read(root, record, digest: digest))
  }

  func ending(at location: SourceLocation) -> Rejection? { nil }
}
