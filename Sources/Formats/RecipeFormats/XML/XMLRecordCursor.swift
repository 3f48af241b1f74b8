import PipelineCore
import RecipeModel

/// Where an XML record stands, and what of it a rejection or a digest needs.
struct XMLRecordPlace {
  var location: SourceLocation
  /// The record as `XMLElement.write` writes it.
  var bytes: [UInt8]

  func rejection(_ code: Rejection.Code, _ message: String) -> ReadElement {
    .rejected(Rejection(code, message, at: location, raw: bytes))
  }

  /// SHA-256 of the record as it is written in one form: declarations, comments and the
  /// spelling of references do not count, white space between elements does.
  var digest: Digest { bytes.withUnsafeBufferPointer { RecordDigest.of($0) } }
}

/// A pass over the records of an XML content.
final class XMLRecordCursor: RecordCursor {
  private let stream: XMLRecordStream
  private let recordName: String
  private let location: SourceLocation
  private let map: (XMLElement, XMLRecordPlace) -> ReadElement
  private var count = 0
  private var isEnded = false

  /// Reads elements named `recordName`; `map` makes each into a record or a rejection.
  init(
    _ source: any ByteSource, recordName: String, at location: SourceLocation,
    limits: ReaderLimits, map: @escaping (XMLElement, XMLRecordPlace) -> ReadElement
  ) {
    stream = XMLRecordStream(source, recordName: recordName, at: location, limits: limits)
    self.recordName = recordName
    self.location = location
    self.map = map
  }

  func next() throws(ReadFault) -> ReadElement? {
    if isEnded { return nil }
    let item: XMLRecordStream.Item?
    do throws(ReadFault) {
      item = try stream.next()
    } catch {
      isEnded = true
      throw error
    }
    switch item {
    case .record(let element, let line, let ordinal):
      count += 1
      return map(element, place(of: element, line: line, ordinal: ordinal))
    case .tooLarge(let element, let line, let ordinal):
      count += 1
      let place = place(of: element, line: line, ordinal: ordinal)
      return place.rejection(.tooLarge, "the record is larger than the limit")
    case nil:
      isEnded = true
      guard count == 0 else { return nil }
      return .rejected(
        Rejection(.notARecipe, "there is no <\(recordName)> element", at: location))
    }
  }

  private func place(of element: XMLElement, line: Int, ordinal: Int) -> XMLRecordPlace {
    var location = location
    location.line = line
    location.pointer = "//\(recordName)[\(ordinal)]"
    var bytes: [UInt8] = []
    element.write(to: &bytes)
    return XMLRecordPlace(location: location, bytes: bytes)
  }
}
