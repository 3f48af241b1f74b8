import JSONText
import PipelineCore
import RecipeModel
import RecipeText

/// The JSON-LD of a page: what its scripts hold, one document after the other.
struct LinkedDataScripts {
  /// A document that can be parsed as it is here.
  struct Document {
    var json: [UInt8]
    var line: Int
    var isRepaired: Bool
  }

  private(set) var documents: [Document] = []
  /// Scripts that speak of recipes and cannot be read.
  private(set) var broken: [Rejection] = []

  private let parser = JSONParser()
  private let location: SourceLocation

  /// Reads the scripts of a page, those that are damaged as far as they can be mended.
  init(_ tree: HTMLTree, at location: SourceLocation) {
    self.location = location
    for element in tree.elements
    where element.name == "script" && HTMLElements.isLinkedData(element.attributes) {
      read(Array(element.rawText.utf8), line: element.line)
    }
  }

  private mutating func read(_ script: [UInt8], line: Int) {
    if take(script, line: line) == nil { return }
    // Several documents one behind the other, or a list of which one element is damaged.
    let stream = JSONRecordStream(
      MemoryByteSource(script), maximumRecordBytes: script.count + 1,
      wholeDocumentBytes: script.count + 1)
    var faults: [Rejection] = []
    var found = 0
    while let record = try? stream.next() {
      let isCut = record.problem == .truncated
      if let fault = take(Array(record.bytes), line: line + record.line - 1) {
        faults.append(rejection(fault, of: record, line: line, isCut: isCut))
      } else {
        found += 1
      }
    }
    if found == 0, takeEscaped(script, line: line) { return }
    broken += faults.filter { LinkedDataScripts.speaksOfRecipe($0.raw) }
  }

  /// Adds a document; the fault when it cannot be mended.
  private mutating func take(_ json: [UInt8], line: Int) -> JSONFault? {
    if parses(json) {
      documents.append(Document(json: json, line: line, isRepaired: false))
      return nil
    }
    switch json.withUnsafeBufferPointer(JSONRepair.repair) {
    case .success(let mended):
      guard parses(mended) else {
        return JSONFault(detail: "a number is out of range", offset: nil)
      }
      documents.append(Document(json: mended, line: line, isRepaired: true))
      return nil
    case .failure(let fault): return fault
    }
  }

  /// Adds a script that was escaped as if it were text.
  private mutating func takeEscaped(_ script: [UInt8], line: Int) -> Bool {
    let text = String(decoding: script, as: UTF8.self)
    guard text.contains("&quot;") else { return false }
    let unescaped = text.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    guard take(Array(unescaped.utf8), line: line) == nil else { return false }
    documents[documents.count - 1].isRepaired = true
    return true
  }

  private func parses(_ json: [UInt8]) -> Bool {
    json.withUnsafeBufferPointer { bytes in
      if case .success = parser.parse(bytes, { _ in }) { true } else { false }
    }
  }

  private func rejection(
    _ fault: JSONFault, of record: JSONRecord, line: Int, isCut: Bool
  ) -> Rejection {
    var place = location
    place.line = line + record.line - 1
    let endsEarly = isCut || fault.offset == record.bytes.count
    return Rejection(
      endsEarly ? .truncated : .malformedJSON, fault.detail, at: place, raw: Array(record.bytes))
  }

  private static func speaksOfRecipe(_ json: [UInt8]) -> Bool {
    String(decoding: json, as: UTF8.self).contains("Recipe")
  }
}
