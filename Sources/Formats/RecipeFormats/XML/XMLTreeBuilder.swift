import JSONText
import PipelineCore

/// Builds the tree of each record out of the tags and texts of a document.
struct XMLTreeBuilder {
  private let layout: XMLLayout
  private let limits: ReaderLimits
  /// What was found and not taken yet.
  private var items: [XMLRecordStream.Item] = []
  /// What stands beside the records.
  private(set) var outside: OutsideElements
  /// The limit that has to stop the parser; nil while none has.
  private(set) var limitPassed: String?
  private var depth = 0
  private var names = XMLNames()
  private var record = XMLTreeDraft()
  /// Whether what is built is a record, and not what stands between records.
  private var isRecord = false
  private var recordLine = 0
  /// What the record holds beside embedded files, and those.
  private var recordBytes = 0
  private var embeddedBytes = 0
  /// How long the text since the last tag is, and whether it is a file in Base64.
  private var textBytes = 0
  private var isFile = false
  private var ordinal = 0
  private var isDropping = false

  /// What an element counts besides its text.
  private static let elementBytes = 32
  /// From which length on a text may be a file.
  private static let shortestFile = 256

  init(_ layout: XMLLayout, limits: ReaderLimits) {
    self.layout = layout
    self.limits = limits
    outside = OutsideElements(passingOver: layout.passedOver)
  }

  /// Takes a start tag; `line` is where it ends.
  mutating func start(_ name: XMLNames.Key, _ attributes: XMLAttributes, line: Int) {
    depth += 1
    guard depth <= limits.maximumDepth else {
      limitPassed = "nesting, \(limits.maximumDepth) levels"
      return
    }
    endText()
    let name = names.name(at: name)
    if !record.isOpen {
      isRecord = name == layout.recordName
      guard isRecord || layout.contextNames.contains(name) else {
        return outside.start(name, hasAttributes: !attributes.isEmpty)
      }
      if isRecord { ordinal += 1 }
      recordLine = line
      recordBytes = 0
      embeddedBytes = 0
      isDropping = false
    }
    // An element costs memory even where it is a few bytes of text.
    recordBytes += name.utf8.count + XMLTreeBuilder.elementBytes
    for attribute in attributes { recordBytes += attribute.value.count }
    guard canGrow else { return record.leaveOut(name) }
    record.open(name)
    for attribute in attributes {
      record.addAttribute(names.name(at: attribute.name), attribute.value)
    }
    record.closeStartTag()
  }

  /// Takes the end tag of the innermost element.
  mutating func end(_ name: XMLNames.Key) {
    depth -= 1
    endText()
    guard record.isOpen else { return outside.end() }
    record.close(names.name(at: name))
    guard !record.isOpen else { return }
    outside.record()
    items.append(item(record.finish().root))
  }

  /// Takes what was found since the last call.
  mutating func takeItems() -> [XMLRecordStream.Item] {
    defer { items.removeAll() }
    return items
  }

  private func item(_ element: XMLElement) -> XMLRecordStream.Item {
    if !isRecord { return .context(element) }
    return isDropping
      ? .tooLarge(element, line: recordLine, ordinal: ordinal)
      : .record(element, line: recordLine, ordinal: ordinal)
  }

  /// Takes text, which may come in any pieces.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard record.isOpen else {
      if text.contains(where: { $0 > 0x20 }) { outside.text() }
      return
    }
    count(text)
    if canGrow { record.add(text) }
  }

  /// Counts text; once enough of it is there to tell, as a file where it begins as one.
  private mutating func count(_ text: UnsafeBufferPointer<UInt8>) {
    let known = textBytes
    textBytes += text.count
    if known < XMLTreeBuilder.shortestFile, textBytes >= XMLTreeBuilder.shortestFile,
      EmbeddedFile.begins(record.lastText.prefix(64) + text.prefix(64)) == true
    {
      isFile = true
      recordBytes -= known
      embeddedBytes += known
    }
    if isFile { embeddedBytes += text.count } else { recordBytes += text.count }
  }

  private mutating func endText() {
    textBytes = 0
    isFile = false
  }

  /// Whether the record is still within its limit; from there on only its end is looked for.
  private var canGrow: Bool {
    mutating get {
      if recordBytes > limits.maximumRecordBytes
        || recordBytes + embeddedBytes > limits.maximumTotalBytes
      {
        isDropping = true
      }
      return !isDropping
    }
  }
}
