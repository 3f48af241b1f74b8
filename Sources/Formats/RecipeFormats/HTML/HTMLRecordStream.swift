import PipelineCore

/// Splits a page into the elements that hold one record each, while it arrives.
///
/// Memory holds one record. A record that is not ended before the next one begins ends there.
struct HTMLRecordStream {
  enum Item {
    case record(HTMLElement)
    /// A record that passed the limit, and the line that it starts on.
    case tooLarge(line: Int)
    /// Parts of a record that stand in none, and the line of the first.
    case stray(line: Int)
  }

  private var tokenizer: HTMLTokenizer
  private let location: SourceLocation
  private let maximumBytes: Int
  private let isRecord: (HTMLTag) -> Bool
  private let isPart: (HTMLTag) -> Bool
  /// Whether parts outside of records were told of since the last record.
  private var toldStray = false
  private var builder = HTMLTreeBuilder()
  private var recordLine = 1
  /// Whether the page said that it begins, and not yet that it ends.
  private var lacksEnd = false
  /// A record whose start tag ended the one before it.
  private var upcoming: HTMLTag?
  private var isEnded = false

  /// Reads the elements whose start tags are those of records; `isPart` says which ones stand
  /// inside of records only.
  init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    isRecord: @escaping (HTMLTag) -> Bool, isPart: @escaping (HTMLTag) -> Bool
  ) {
    tokenizer = HTMLTokenizer(source, at: location, limits: limits)
    self.location = location
    maximumBytes = limits.maximumRecordBytes
    self.isRecord = isRecord
    self.isPart = isPart
  }

  /// Gives the next record; nil at the end, and a fault when the page is cut off.
  mutating func next() throws(ReadFault) -> Item? {
    if let tag = upcoming {
      upcoming = nil
      begin(tag)
      if !builder.isOpen, let item = takeRecord() { return item }
    }
    while !isEnded, let token = try tokenizer.next() {
      if let item = take(token) { return item }
    }
    guard !isEnded else { return nil }
    isEnded = true
    guard !builder.isOpen, !tokenizer.endsAmid, !lacksEnd else {
      var place = location
      place.line = builder.isOpen ? recordLine : tokenizer.line
      throw ReadFault(.truncated, at: place)
    }
    return nil
  }

  private mutating func take(_ token: HTMLToken) -> Item? {
    switch token {
    case .start(let tag) where isRecord(tag):
      if builder.isOpen {
        upcoming = tag
        return takeRecord()
      }
      begin(tag)
      return builder.isOpen ? nil : takeRecord()
    case .start(let tag) where tag.name == "html": lacksEnd = true
    case .end("html"), .end("body"):
      lacksEnd = false
      return builder.isOpen ? takeRecord() : nil
    default: break
    }
    guard builder.isOpen else { return stray(token) }
    builder.take(token, line: tokenizer.line)
    if builder.bytes > maximumBytes {
      // Its end does not matter any more, but the start of the next one.
      builder = HTMLTreeBuilder()
      toldStray = true
      return .tooLarge(line: recordLine)
    }
    return builder.isOpen ? nil : takeRecord()
  }

  private mutating func stray(_ token: HTMLToken) -> Item? {
    guard case .start(let tag) = token, !toldStray, isPart(tag) else { return nil }
    toldStray = true
    return .stray(line: tokenizer.line)
  }

  private mutating func begin(_ tag: HTMLTag) {
    toldStray = false
    builder = HTMLTreeBuilder()
    recordLine = tokenizer.line
    builder.take(.start(tag), line: recordLine)
  }

  private mutating func takeRecord() -> Item? {
    builder.finish()
    defer { builder = HTMLTreeBuilder() }
    return builder.tree.root.map(Item.record)
  }
}
