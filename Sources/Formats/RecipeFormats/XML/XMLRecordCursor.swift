import PipelineCore
import RecipeModel

/// Where an XML record stands, and what of it a rejection or a digest needs.
struct XMLRecordPlace {
  var location: SourceLocation
  /// The record in the one form of `XMLTree`.
  var bytes: [UInt8]

  func rejection(_ code: Rejection.Code, _ message: String) -> ReadElement {
    .rejected(Rejection(code, message, at: location, raw: bytes))
  }

  /// SHA-256 of the record as it is written in one form: declarations, comments and the
  /// spelling of references do not count, white space between elements does.
  var digest: Digest { bytes.withUnsafeBufferPointer { RecordDigest.of($0) } }
}

/// Turns the elements of one format into its records.
protocol XMLRecordMapping {
  /// Maps an element that the layout names as a record.
  mutating func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement
  /// Gives the next of what the element that was mapped last holds besides; nil when that was all.
  mutating func takeMore() -> ReadElement?
  /// Takes an element that stands outside of the records.
  mutating func remember(_ context: XMLElement)
}

extension XMLRecordMapping {
  mutating func takeMore() -> ReadElement? { nil }
  mutating func remember(_ context: XMLElement) {}
}

/// A pass over the records of an XML content.
final class XMLRecordCursor<Mapping: XMLRecordMapping>: RecordCursor {
  private let stream: XMLRecordStream
  private let layout: XMLLayout
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var mapping: Mapping
  private var count = 0
  private var isEnded = false
  /// What stood beside the records, told at the end.
  private var leftOut: ArraySlice<ReadElement> = []

  init(
    _ source: any ByteSource, _ layout: XMLLayout, at location: SourceLocation,
    limits: ReaderLimits, mapping: Mapping
  ) {
    self.layout = layout
    stream = XMLRecordStream(source, layout, at: location, limits: limits)
    self.location = location
    self.limits = limits
    self.mapping = mapping
  }

  func next() throws(ReadFault) -> ReadElement? {
    if isEnded { return leftOut.popFirst() }
    if let more = mapping.takeMore() { return more }
    switch try nextItem() {
    case .record(let element, let line, let ordinal):
      count += 1
      let place = place(of: element, line: line, ordinal: ordinal)
      let mapped = mapping.map(element, place)
      return mapped.holdsMoreText(than: limits)
        ? place.rejection(.tooLarge, limits.exceededWithPictures) : mapped
    case .tooLarge(let element, let line, let ordinal):
      count += 1
      let place = place(of: element, line: line, ordinal: ordinal)
      return place.rejection(.tooLarge, limits.exceededWithPictures)
    case .context, nil:
      isEnded = true
      guard count > 0 else {
        return .rejected(
          Rejection(.notARecipe, "there is no <\(layout.recordName)> element", at: location))
      }
      let names = stream.leftOut.sorted { $0.key < $1.key }
      leftOut = names.map { .leftOut(RecordWarning(.leftOut, field: $0.key), count: $0.value) }[...]
      return leftOut.popFirst()
    }
  }

  /// The next item that is about a record; what stands between them is remembered.
  private func nextItem() throws(ReadFault) -> XMLRecordStream.Item? {
    do throws(ReadFault) {
      while let item = try stream.next() {
        guard case .context(let element) = item else { return item }
        mapping.remember(element)
      }
      return nil
    } catch {
      isEnded = true
      throw error
    }
  }

  private func place(of element: XMLElement, line: Int, ordinal: Int) -> XMLRecordPlace {
    var location = location
    location.line = line
    location.pointer = "//\(layout.recordName)[\(ordinal)]"
    return XMLRecordPlace(location: location, bytes: element.tree.bytes)
  }
}
