import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// What one program makes of schema.org's recipes, beyond what the vocabulary says.
protocol LinkedDataDialect: Sendable {
  /// Takes a member that the program uses in a way of its own; false for any other.
  func read(_ name: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) -> Bool
  /// Adds what the record does not say.
  func complete(_ draft: inout RecordDraft)
}

/// Recipes in linked data, by the vocabulary of schema.org.
struct JSONLDMapping: JSONRecordMapping {
  /// The program that wrote them; nil for anybody.
  var dialect: (any LinkedDataDialect)?

  mutating func map(
    _ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement]
  ) {
    let nodes = RecipeNodes(root)
    guard !nodes.found.isEmpty || !nodes.untyped.isEmpty else {
      // An array may list what its recipes refer to; a line or a document stands alone.
      if record.layout == .array && nodes.sawTypedNode || record.isPart { return }
      queue.append(record.rejection(.notARecipe, "no node has the type Recipe"))
      return
    }
    let table = NodeTable(root)
    for (node, pointer) in nodes.found {
      queue.append(read(node, among: table, isAlone: pointer.isEmpty, record.inside(pointer)))
    }
    for (_, pointer) in nodes.untyped {
      queue.append(
        record.inside(pointer).rejection(.notARecipe, RecipeNodes.untypedDetail))
    }
  }

  func ending(at location: SourceLocation) -> Rejection? {
    Rejection(.notARecipe, "no node has the type Recipe", at: location)
  }

  private func read(
    _ node: JSONElement, among table: NodeTable, isAlone: Bool, _ place: JSONRecordPlace
  ) -> ReadElement {
    var draft = SchemaRecipe.draft(of: node, among: table, dialect: dialect)
    dialect?.complete(&draft)
    let digest =
      isAlone && place.ownsItsBytes
      ? RecordDigest.of(place.bytes) : RecordDigest.of([node] + draft.nodes.used)
    return (consume draft).finish(place, digest: digest)
  }
}

extension JSONRecordPlace {
  /// The place of a node inside the record.
  fileprivate func inside(_ pointer: String) -> JSONRecordPlace {
    var place = self
    if !pointer.isEmpty { place.location.pointer = (location.pointer ?? "") + pointer }
    return place
  }
}
