import PipelineCore

/// Builds the tree of each record out of the tags and texts of a document.
struct XMLTreeBuilder {
  private let layout: XMLLayout
  private let limits: ReaderLimits
  /// What was found and not taken yet.
  private var items: [XMLRecordStream.Item] = []
  /// The limit that has to stop the parser; nil while none has.
  private(set) var limitPassed: String?
  private var depth = 0
  private var names = XMLNames()
  private var record = XMLTreeDraft()
  /// Whether what is built is a record, and not what stands between records.
  private var isRecord = false
  private var recordLine = 0
  private var recordBytes = 0
  private var ordinal = 0
  private var isDropping = false

  /// What an element counts besides its text.
  private static let elementBytes = 32

  init(_ layout: XMLLayout, limits: ReaderLimits) {
    self.layout = layout
    self.limits = limits
  }

  /// Takes a start tag; `line` is where it ends.
  mutating func start(_ name: XMLNames.Key, _ attributes: XMLAttributes, line: Int) {
    depth += 1
    guard depth <= limits.maximumDepth else {
      limitPassed = "nesting, \(limits.maximumDepth) levels"
      return
    }
    let name = names.name(at: name)
    if !record.isOpen {
      isRecord = name == layout.recordName
      guard isRecord || layout.contextNames.contains(name) else { return }
      if isRecord { ordinal += 1 }
      recordLine = line
      recordBytes = 0
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
    guard record.isOpen else { return }
    record.close(names.name(at: name))
    if !record.isOpen { items.append(item(record.finish().root)) }
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
    guard record.isOpen else { return }
    recordBytes += text.count
    if canGrow { record.add(text) }
  }

  /// Whether the record is still within its limit; from there on only its end is looked for.
  private var canGrow: Bool {
    mutating get {
      if recordBytes > limits.maximumRecordBytes { isDropping = true }
      return !isDropping
    }
  }
}
