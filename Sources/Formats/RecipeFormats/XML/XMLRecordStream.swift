import CLibXML2
import PipelineCore

/// Where the records of a format stand.
struct XMLLayout {
  /// The name of a record's element, in lower case.
  var recordName: String
  /// The names of elements outside of the records that these refer to, in lower case.
  var contextNames: Set<String> = []
  /// The names of elements beside the records that say nothing which records do not, in lower case.
  var passedOver: Set<String> = []
  var dialect = XMLDialect.wellFormed
}

/// Splits XML into its records while it arrives: the elements of one name, outermost first.
///
/// Memory holds the records of one piece of input.
final class XMLRecordStream {
  /// One thing found, in the order of the source.
  enum Item {
    case record(XMLElement, line: Int, ordinal: Int)
    /// A record that passed the limit; its front, as far as it was kept.
    case tooLarge(XMLElement, line: Int, ordinal: Int)
    /// An element that stands outside of the records and says what they refer to.
    case context(XMLElement)
  }

  private var input: XMLInput
  private let location: SourceLocation
  /// nil once the document has ended, well or not.
  private var parser: XMLPushParser?
  private var items: [Item] = []
  /// How many elements beside the records were passed over so far, by name.
  private(set) var leftOut: [String: Int] = [:]
  private var position = 0
  private var fault: ReadFault?

  /// Reads the elements that the layout names.
  init(
    _ source: any ByteSource, _ layout: XMLLayout, at location: SourceLocation,
    limits: ReaderLimits
  ) {
    input = XMLInput(source, dialect: layout.dialect, at: location, limits: limits)
    self.location = location
    parser = XMLPushParser(XMLTreeBuilder(layout, limits: limits))
  }

  /// Gives the next record; nil at the end, and a fault when the rest cannot be read.
  func next() throws(ReadFault) -> Item? {
    while true {
      if position < items.count {
        position += 1
        return items[position - 1]
      }
      items = []
      position = 0
      if let fault {
        self.fault = nil
        throw fault
      }
      guard let parser else { return nil }
      advance(parser)
    }
  }

  /// Parses one more piece, and parts from the parser at the end or at a fault.
  private func advance(_ parser: XMLPushParser) {
    do throws(ReadFault) {
      let piece = try input.next()
      let isLast = piece.isEmpty
      let isWellFormed = parser.parse(piece, isLast: isLast)
      items = parser.takeItems()
      leftOut = parser.leftOut
      if let limit = parser.limitPassed {
        throw ReadFault(.limitExceeded(limit: limit), at: place(line: parser.line))
      }
      if !isWellFormed { throw fault(of: parser, isLast: isLast) }
      if isLast { self.parser = nil }
    } catch {
      fault = error
      self.parser = nil
    }
  }

  private func place(line: Int) -> SourceLocation {
    var place = location
    place.line = line
    return place
  }

  private func fault(of parser: XMLPushParser, isLast: Bool) -> ReadFault {
    let line = parser.problem?.line ?? parser.line
    if isLast { return ReadFault(.truncated, at: place(line: line)) }
    let code = parser.problem?.code ?? 0
    return ReadFault(.corrupt(detail: XMLProblem.words(for: code)), at: place(line: line))
  }
}

/// What libxml2's error codes mean, without any of the text that they are about.
enum XMLProblem {
  static func words(for code: Int32) -> String {
    switch UInt32(bitPattern: code) {
    case XML_ERR_TAG_NAME_MISMATCH.rawValue: "an end tag does not match its start tag"
    case XML_ERR_UNDECLARED_ENTITY.rawValue, XML_WAR_UNDECLARED_ENTITY.rawValue:
      "an entity that is not declared in the file, or lies outside of it and is never loaded"
    case XML_ERR_INVALID_CHAR.rawValue: "a character that XML does not allow"
    case XML_ERR_INVALID_ENCODING.rawValue, XML_I18N_CONV_FAILED.rawValue:
      "bytes that are not in the encoding of the file"
    case XML_ERR_DOCUMENT_EMPTY.rawValue: "no element where one should start"
    case XML_ERR_DOCUMENT_END.rawValue: "there is more after the end of the root element"
    case XML_ERR_LT_IN_ATTRIBUTE.rawValue: "an unescaped < in an attribute"
    case XML_ERR_ATTRIBUTE_NOT_STARTED.rawValue, XML_ERR_ATTRIBUTE_WITHOUT_VALUE.rawValue:
      "an attribute without a quoted value"
    case XML_ERR_ATTRIBUTE_REDEFINED.rawValue: "an attribute that is stated twice"
    case XML_ERR_NAME_REQUIRED.rawValue: "a name is missing after <"
    case XML_ERR_GT_REQUIRED.rawValue: "a tag without its >"
    case XML_ERR_SPACE_REQUIRED.rawValue: "a space is missing between attributes"
    default: "the XML is not well formed (libxml2 code \(code))"
    }
  }
}
