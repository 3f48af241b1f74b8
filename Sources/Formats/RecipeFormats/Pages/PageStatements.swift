import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// Every statement of a recipe that a page makes, in the order of its forms and of the page.
struct PageStatements {
  private(set) var found: [PageStatement] = []
  /// Scripts that speak of recipes and cannot be read.
  private(set) var broken: [Rejection] = []

  /// One document and where it comes from.
  private struct Part {
    var json: [UInt8]
    var form: PageStatement.Form
    var line: Int
    var isRepaired = false
    var isCut = false
  }

  init(_ tree: HTMLTree, facts: PageFacts, at location: SourceLocation) {
    let scripts = LinkedDataScripts(tree, at: location)
    broken = scripts.broken
    var parts = scripts.documents.map { document in
      Part(
        json: document.json, form: .linkedData, line: document.line,
        isRepaired: document.isRepaired)
    }
    for (form, syntax) in [(PageStatement.Form.microdata, ItemSyntax.microdata), (.rdfa, .rdfa)] {
      for item in PageItems(tree, syntax).found {
        var writer = JSONWriter()
        writer.value(item.value)
        parts.append(
          Part(json: writer.bytes, form: form, line: item.line, isCut: !item.isComplete))
      }
    }
    read(parts, facts: facts, at: location)
  }

  /// Reads all documents as one, because a node of one may refer to a node of another.
  private mutating func read(_ parts: [Part], facts: PageFacts, at location: SourceLocation) {
    let parts = parts.map(PageStatements.decodedOnce)
    let json = Array("[".utf8) + parts.map(\.json).joined(separator: ",".utf8) + "]".utf8
    let outcome = json.withUnsafeBufferPointer { bytes in
      JSONParser().parse(bytes) { root in
        let table = NodeTable(root)
        for (part, document) in zip(parts, root.elements) {
          let nodes = RecipeNodes(document)
          for (node, pointer) in nodes.found + nodes.untyped {
            var place = location
            place.line = part.line
            if part.form == .linkedData, !pointer.isEmpty { place.pointer = pointer }
            found.append(
              PageStatements.statement(node, among: table, of: part, facts: facts, at: place))
          }
          for index in found.indices.suffix(nodes.untyped.count) { found[index].isTyped = false }
        }
      }
    }
    if case .failure(let fault) = outcome {
      broken.append(Rejection(.malformedJSON, fault.detail, at: location, raw: json))
    }
  }

  /// Repairs a document whose text was encoded twice, as whole or parts of pages are.
  private static func decodedOnce(_ part: Part) -> Part {
    guard DoubleEncoding.isLikely(in: part.json),
      let repaired = DoubleEncoding.repaired(part.json)
    else { return part }
    var part = part
    part.json = repaired
    part.isRepaired = true
    return part
  }

  private static func statement(
    _ node: JSONElement, among table: NodeTable, of part: Part, facts: PageFacts,
    at place: SourceLocation
  ) -> PageStatement {
    let names = part.form == .linkedData ? SchemaRecipe.names : SchemaRecipe.markupNames
    var draft = SchemaRecipe.draft(of: node, among: table, names: names)
    if part.isRepaired { draft.warn(.repairedText, "record") }
    let digest = RecordDigest.of([node] + draft.nodes.used)
    var record = draft.record(digest: digest)
    record.body.credit.url = record.body.credit.url.map(facts.absolute)
    let hasSureImage = record.images.contains(where: \.isSure)
    record.images = record.images.map { PageStatements.absolute($0, form: part.form, facts) }
    var statement = PageStatement(record, form: part.form, at: place)
    statement.hasSureImage = hasSureImage
    statement.isCut = part.isCut
    return statement
  }

  /// A picture by its absolute address; in markup one that lies beside a saved page.
  ///
  /// Browsers that save a page with its pictures write their new places into its elements, and
  /// leave its scripts as they are.
  private static func absolute(
    _ image: RecordImage, form: PageStatement.Form, _ facts: PageFacts
  ) -> RecordImage {
    switch image {
    case .member(let name):
      let isSaved = name.hasPrefix("./") || name.contains("_files/") || facts.base == nil
      if form != .linkedData, isSaved { return image }
      let address = facts.absolute(name)
      return PageAddress.hasScheme(address) ? .remote(url: address) : image
    case .remote(let url): return .remote(url: facts.absolute(url))
    case .embedded, .sidecar: return image
    }
  }
}

extension RecordImage {
  /// Whether it is held, or stated by a whole address.
  fileprivate var isSure: Bool {
    switch self {
    case .remote(let url): PageAddress.hasScheme(url)
    case .embedded: true
    case .member, .sidecar: false
    }
  }
}
