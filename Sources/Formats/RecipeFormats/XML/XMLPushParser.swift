import CLibXML2

/// libxml2's push parser, which builds the trees of a document's records.
///
/// No DTD is loaded, no entity expanded, no file or address opened.
final class XMLPushParser {
  /// What the parser's callbacks are given.
  private struct Events {
    var builder: XMLTreeBuilder
    var parser: xmlParserCtxtPtr?
  }

  private let events: UnsafeMutablePointer<Events>
  private let parser: xmlParserCtxtPtr

  init(_ builder: XMLTreeBuilder) {
    events = .allocate(capacity: 1)
    events.initialize(to: Events(builder: builder))
    var handler = XMLPushParser.handler
    guard let parser = xmlCreatePushParserCtxt(&handler, events, nil, 0, nil) else {
      preconditionFailure("no memory for an XML parser")
    }
    // IGNORE_ENC because `XMLInput` has decoded the text, whatever its declaration says.
    xmlCtxtUseOptions(
      parser, Int32(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    self.parser = parser
    events.pointee.parser = parser
  }

  deinit {
    xmlFreeParserCtxt(parser)
    events.deinitialize(count: 1)
    events.deallocate()
  }

  /// The limit that stopped the parser; nil while none did.
  var limitPassed: String? { events.pointee.builder.limitPassed }

  /// How many elements beside the records were passed over so far, by name.
  var leftOut: [String: Int] { events.pointee.builder.outside.counts }

  /// The line up to which the document was parsed.
  var line: Int { Int(xmlSAX2GetLineNumber(parser)) }

  /// What the parser found wrong, as a code of libxml2 and a line; nil while nothing is.
  var problem: (code: Int32, line: Int)? {
    xmlCtxtGetLastError(parser).map { ($0.pointee.code, Int($0.pointee.line)) }
  }

  /// Parses the next piece; false when the document is not well formed.
  func parse(_ piece: [UInt8], isLast: Bool) -> Bool {
    piece.withUnsafeBytes { bytes in
      xmlParseChunk(
        parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
        isLast ? 1 : 0) == 0
    }
  }

  /// Takes what was found since the last call.
  func takeItems() -> [XMLRecordStream.Item] { events.pointee.builder.takeItems() }

  // MARK: - Callbacks

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      guard let name, let events = XMLPushParser.events(context) else { return }
      let line = events.pointee.parser.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0
      events.pointee.builder.start(
        name, XMLAttributes(attributes, count: Int(count)), line: line)
      if events.pointee.builder.limitPassed != nil { xmlStopParser(events.pointee.parser) }
    }
    handler.endElementNs = { context, name, _, _ in
      guard let name else { return }
      XMLPushParser.events(context)?.pointee.builder.end(name)
    }
    handler.characters = { context, text, count in
      let text = UnsafeBufferPointer(start: text, count: Int(count))
      XMLPushParser.events(context)?.pointee.builder.add(text)
    }
    handler.cdataBlock = handler.characters
    handler.getEntity = { _, name in xmlGetPredefinedEntity(name) }
    handler.serror = { _, _ in }
    return handler
  }

  private static func events(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Events>? {
    context?.assumingMemoryBound(to: Events.self)
  }
}

/// The attributes of a start tag as libxml2 gives them, for the duration of its callback.
struct XMLAttributes: RandomAccessCollection {
  /// Five for each: name, prefix, namespace, value, end of the value.
  private let pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let endIndex: Int

  fileprivate init(_ pointers: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
    self.pointers = pointers
    endIndex = pointers == nil ? 0 : count
  }

  var startIndex: Int { 0 }

  subscript(index: Int) -> (name: XMLNames.Key, value: UnsafeBufferPointer<UInt8>) {
    guard let pointers, let name = pointers[index * 5], let start = pointers[index * 5 + 3],
      let end = pointers[index * 5 + 4]
    else { preconditionFailure("libxml2 gives each attribute a name and a value") }
    return (name, UnsafeBufferPointer(start: start, count: end - start))
  }
}
