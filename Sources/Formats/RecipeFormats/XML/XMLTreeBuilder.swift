import CLibXML2
import JSONText
import PipelineCore

/// Builds the element of each record out of libxml2's events.
final class XMLTreeBuilder {
  private let layout: XMLLayout
  private let limits: ReaderLimits
  var items: [XMLRecordStream.Item] = []
  private(set) var outside: OutsideElements
  private(set) var rootName: String?
  /// The limit that stopped the parser; nil while none did.
  private(set) var limitPassed: String?
  private var depth = 0
  /// The open elements of the record, outermost first; empty between records.
  private var open: [XMLElement] = []
  /// Text that comes in pieces, until a tag ends it.
  private var pendingText: [UInt8] = []
  private var recordLine = 0
  /// What the record holds beside embedded files, and those.
  private var recordBytes = 0
  private var embeddedBytes = 0
  /// Whether the text since the last tag is a file in Base64; nil while too little of it is known.
  private var isFile: Bool?
  private var ordinal = 0
  private var isDropping = false

  /// Names as elements and attributes bear them, by where the parser keeps each of its names.
  private var names: [UnsafePointer<xmlChar>: String] = [:]

  private static let elementBytes = 32
  private static let keptNames = 1024

  init(_ layout: XMLLayout, limits: ReaderLimits) {
    self.layout = layout
    self.limits = limits
    outside = OutsideElements(passingOver: layout.passedOver)
  }

  /// Makes a push parser whose events go to the builder, which must outlive it.
  static func makeParser(for builder: XMLTreeBuilder) -> xmlParserCtxtPtr {
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      XMLTreeBuilder.from(context)?.start(name, attributes, count: Int(count))
    }
    handler.endElementNs = { context, _, _, _ in XMLTreeBuilder.from(context)?.end() }
    handler.characters = { context, text, count in
      XMLTreeBuilder.from(context)?.characters(text, count: Int(count))
    }
    handler.cdataBlock = { context, text, count in
      XMLTreeBuilder.from(context)?.characters(text, count: Int(count))
    }
    handler.getEntity = { _, name in xmlGetPredefinedEntity(name) }
    handler.serror = { _, _ in }
    let context = Unmanaged.passUnretained(builder).toOpaque()
    guard let parser = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil) else {
      preconditionFailure("no memory for an XML parser")
    }
    // IGNORE_ENC because `XMLInput` has decoded the text, whatever its declaration says.
    xmlCtxtUseOptions(
      parser, Int32(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    builder.parser = parser
    return parser
  }

  private var parser: xmlParserCtxtPtr?

  func line(of parser: xmlParserCtxtPtr) -> Int { Int(xmlSAX2GetLineNumber(parser)) }

  private static func from(_ context: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
    context.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: - Events

  private func start(
    _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: Int
  ) {
    depth += 1
    guard depth <= limits.maximumDepth else {
      limitPassed = "nesting, \(limits.maximumDepth) levels"
      if let parser { xmlStopParser(parser) }
      return
    }
    flushText()
    let name = name.map { folded($0) } ?? ""
    if rootName == nil { rootName = name }
    if open.isEmpty {
      let isRecord = name == layout.recordName
      guard isRecord || layout.contextNames.contains(name) else {
        outside.start(name, hasAttributes: count > 0)
        return
      }
      recordLine = parser.map { line(of: $0) } ?? 0
      recordBytes = 0
      embeddedBytes = 0
      if isRecord { ordinal += 1 }
      isDropping = false
    }
    var element = XMLElement(name)
    add(attributes, count: count, to: &element)
    // An element costs memory even where it is a few bytes of text.
    recordBytes += name.utf8.count + XMLTreeBuilder.elementBytes
    if canGrow { open.append(element) } else { open.append(XMLElement("")) }
  }

  private func end() {
    defer { depth -= 1 }
    flushText()
    guard let element = open.popLast() else { return outside.end() }
    if open.isEmpty {
      outside.record()
      items.append(item(element))
    } else if !isDropping || !element.name.isEmpty {
      open[open.count - 1].content.append(.element(element))
    }
  }

  private func item(_ element: XMLElement) -> XMLRecordStream.Item {
    if element.name != layout.recordName { return .context(element) }
    return isDropping
      ? .tooLarge(element, line: recordLine, ordinal: ordinal)
      : .record(element, line: recordLine, ordinal: ordinal)
  }

  private func characters(_ text: UnsafePointer<xmlChar>?, count: Int) {
    guard let text else { return }
    guard !open.isEmpty else {
      if UnsafeBufferPointer(start: text, count: count).contains(where: { $0 > 0x20 }) {
        outside.text()
      }
      return
    }
    let piece = UnsafeBufferPointer(start: text, count: count)
    if isFile == nil {
      isFile = EmbeddedFile.begins(pendingText.prefix(64) + piece.prefix(64))
    }
    if isFile == true { embeddedBytes += count } else { recordBytes += count }
    guard canGrow else { return }
    pendingText.append(contentsOf: piece)
  }

  /// Moves the text since the last tag into the innermost element.
  private func flushText() {
    isFile = nil
    guard !pendingText.isEmpty, !open.isEmpty else { return }
    open[open.count - 1].content.append(.text(String(decoding: pendingText, as: UTF8.self)))
    pendingText.removeAll(keepingCapacity: true)
  }

  /// Whether the record is still within its limit; from there on only its end is looked for.
  private var canGrow: Bool {
    if recordBytes > limits.maximumRecordBytes
      || recordBytes + embeddedBytes > limits.maximumTotalBytes
    {
      isDropping = true
    }
    return !isDropping
  }

  private func add(
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int,
    to element: inout XMLElement
  ) {
    guard let attributes else { return }
    for index in 0..<count {
      // Five pointers each: name, prefix, namespace, value, end of the value.
      guard let name = attributes[index * 5], let start = attributes[index * 5 + 3],
        let end = attributes[index * 5 + 4]
      else { continue }
      let value = UnsafeBufferPointer(start: start, count: end - start)
      recordBytes += value.count
      element.attributes.append(
        (folded(name), String(decoding: value, as: UTF8.self)))
    }
  }

  /// A name in lower case; the parser keeps one copy of each, in one place, while it lives.
  private func folded(_ name: UnsafePointer<xmlChar>) -> String {
    if let known = names[name] { return known }
    let folded = String(cString: name).lowercased()
    if names.count < XMLTreeBuilder.keptNames { names[name] = folded }
    return folded
  }
}
