import PipelineCore

/// Turns the elements of one format of pages into its records.
protocol HTMLRecordMapping {
  /// What the format is called where a page of it holds no record.
  static var kind: String { get }
  /// Whether a start tag begins a record.
  static func isRecord(_ tag: HTMLTag) -> Bool
  /// Whether a start tag is that of a part which stands in records only.
  static func isPart(_ tag: HTMLTag) -> Bool
  static func map(_ element: HTMLElement, _ place: XMLRecordPlace) -> ReadElement
}

/// A pass over the records of a page.
final class HTMLRecordCursor<Mapping: HTMLRecordMapping>: RecordCursor {
  private var stream: HTMLRecordStream
  private let location: SourceLocation
  private let limits: ReaderLimits
  private var count = 0
  private var isEnded = false

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    self.location = location
    self.limits = limits
    stream = HTMLRecordStream(
      source, at: location, limits: limits, isRecord: Mapping.isRecord,
      isPart: Mapping.isPart)
  }

  func next() throws(ReadFault) -> ReadElement? {
    if isEnded { return nil }
    switch try nextItem() {
    case .record(let element):
      count += 1
      var place = location
      place.line = element.line
      return Mapping.map(element, XMLRecordPlace(location: place, bytes: element.markup))
    case .tooLarge(let line):
      return rejection(.tooLarge, limits.exceeded(), line: line)
    case .stray(let line):
      return rejection(.malformedText, "parts of a recipe stand outside of any", line: line)
    case nil:
      isEnded = true
      if count == 0 { throw ReadFault(.holdsNoRecipe(kind: Mapping.kind), at: location) }
      return nil
    }
  }

  private func rejection(_ code: Rejection.Code, _ message: String, line: Int) -> ReadElement {
    count += 1
    var place = location
    place.line = line
    return .rejected(Rejection(code, message, at: place))
  }

  private func nextItem() throws(ReadFault) -> HTMLRecordStream.Item? {
    do throws(ReadFault) {
      return try stream.next()
    } catch {
      isEnded = true
      throw error
    }
  }
}

extension HTMLElement {
  /// The element with everything inside, written in one form.
  var markup: [UInt8] {
    var bytes: [UInt8] = []
    var open: [Int] = []
    for index in self.index..<inside.upperBound {
      while let last = open.last, tree.nodes[last].end <= index {
        bytes += "</\(tree.nodes[last].name)>".utf8
        open.removeLast()
      }
      let node = tree.nodes[index]
      guard !node.name.isEmpty else {
        bytes += node.text.utf8
        continue
      }
      bytes += "<\(node.name)".utf8
      for attribute in node.attributes {
        bytes += " \(attribute.name)=\"\(attribute.value)\"".utf8
      }
      bytes.append(UInt8(ascii: ">"))
      if node.end > index + 1 { open.append(index) }
    }
    for index in open.reversed() { bytes += "</\(tree.nodes[index].name)>".utf8 }
    return bytes
  }
}
