import PipelineCore

/// Splits a page into tags and texts while it arrives, as the HTML standard's tokenizer does.
///
/// Every byte is looked at a bounded number of times, whatever the page is: libxml2's parser
/// takes seconds for one tag with many attributes, and for elements that nest deep. Comments,
/// declarations and processing instructions are passed over. Memory holds one piece of input
/// and one tag.
struct HTMLTokenizer {
  private enum State {
    case content
    /// Passing over a comment.
    case comment
    /// Passing over what ends with the next `>`.
    case declaration
    /// Inside a script and its like, whose text only its own end tag ends.
    case raw(HTMLRawText)
  }

  private var input: HTMLInput
  private let location: SourceLocation
  private let maximumTagBytes: Int
  private var state = State.content
  private var buffer: [UInt8] = []
  private var position = 0
  /// The line of what comes next, counted from 1.
  private(set) var line = 1
  /// Whether the page ended inside of a tag, a comment or a script.
  private(set) var endsAmid = false

  init(_ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits) {
    input = HTMLInput(source, at: location)
    self.location = location
    // Pages that hold their pictures state them in attributes.
    maximumTagBytes = limits.maximumRecordBytes
  }

  /// Gives the next token; nil at the end.
  mutating func next() throws(ReadFault) -> HTMLToken? {
    while true {
      if position == buffer.count, try !fill(atLeast: 1) {
        if case .content = state { return nil }
        endsAmid = true
        state = .content
        return nil
      }
      switch state {
      case .content: if let token = try content() { return token }
      case .comment: try skip(past: "-->")
      case .declaration: try skip(past: ">")
      case .raw(let kind): if let token = try raw(kind) { return token }
      }
    }
  }

  // MARK: - Content

  private mutating func content() throws(ReadFault) -> HTMLToken? {
    guard buffer[position] == UInt8(ascii: "<") else {
      let end = buffer[position...].firstIndex(of: UInt8(ascii: "<")) ?? buffer.count
      return .text(take(upTo: end))
    }
    // Enough to tell a comment from a declaration.
    _ = try fill(atLeast: 4)
    guard position + 1 < buffer.count else { return .text(take(upTo: buffer.count)) }
    switch buffer[position + 1] {
    case let byte where HTMLTokenizer.isLetter(byte): return try tag()
    case UInt8(ascii: "/"):
      guard position + 2 < buffer.count else { return .text(take(upTo: buffer.count)) }
      if HTMLTokenizer.isLetter(buffer[position + 2]) { return try tag() }
      state = .declaration
    case UInt8(ascii: "!"):
      let isComment = buffer[position...].starts(with: "<!--".utf8)
      // `<!-->` is a whole comment, so the marks may share their dashes.
      _ = take(upTo: position + 2)
      state = isComment ? .comment : .declaration
    case UInt8(ascii: "?"): state = .declaration
    default: return .text(take(upTo: position + 1))
    }
    return nil
  }

  /// Reads the tag that starts here; nil when the page ends inside of it.
  private mutating func tag() throws(ReadFault) -> HTMLToken? {
    while true {
      var scan = HTMLTagScan(buffer, at: position)
      if let tag = scan.tag() {
        let isEnd = buffer[position + 1] == UInt8(ascii: "/")
        _ = take(upTo: scan.position)
        if isEnd { return .end(tag.name) }
        if let raw = HTMLRawText(tag.name), !tag.isClosed { state = .raw(raw) }
        return .start(tag)
      }
      let length = buffer.count - position
      guard length <= maximumTagBytes else {
        var place = location
        place.line = line
        throw ReadFault(
          .limitExceeded(limit: "the size of one tag, \(maximumTagBytes) bytes"), at: place)
      }
      // Twice as much each time, so that no byte is looked at again and again.
      _ = try fill(atLeast: length * 2)
      if buffer.count - position == length {
        endsAmid = true
        _ = take(upTo: buffer.count)
        return nil
      }
    }
  }

  // MARK: - What ends with a mark

  private mutating func skip(past mark: StaticString) throws(ReadFault) {
    if let end = firstRange(of: mark)?.upperBound {
      _ = take(upTo: end)
      state = .content
    } else {
      try keepOnly(mark.utf8CodeUnitCount - 1)
    }
  }

  /// Gives the text up to the end tag, piece by piece; nil when the end tag comes next.
  private mutating func raw(_ kind: HTMLRawText) throws(ReadFault) -> HTMLToken? {
    var search = position
    while let start = buffer[search...].firstIndex(of: UInt8(ascii: "<")) {
      if kind.isEnd(buffer[start...]) {
        state = .content
        return start > position ? .text(take(upTo: start)) : nil
      }
      if buffer.count - start < kind.endLength {
        // The rest of the end tag may be still to come.
        if start > position { return .text(take(upTo: start)) }
        if try fill(atLeast: kind.endLength) { return nil }
        break
      }
      search = start + 1
    }
    return .text(take(upTo: buffer.count))
  }

  private func firstRange(of mark: StaticString) -> Range<Int>? {
    let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
    var search = position
    while let start = buffer[search...].firstIndex(of: wanted[0]) {
      guard buffer.count - start >= wanted.count else { return nil }
      if buffer[start..<start + wanted.count].elementsEqual(wanted) {
        return start..<start + wanted.count
      }
      search = start + 1
    }
    return nil
  }

  /// Drops what was searched but for so many bytes, which may begin the mark, and reads on.
  private mutating func keepOnly(_ count: Int) throws(ReadFault) {
    _ = take(upTo: max(position, buffer.count - count))
    let left = buffer.count - position
    if try !fill(atLeast: left + 1) { _ = take(upTo: buffer.count) }
  }

  // MARK: - Bytes

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Reads until so many bytes are there; false when the page ends before.
  private mutating func fill(atLeast count: Int) throws(ReadFault) -> Bool {
    guard buffer.count - position < count else { return true }
    buffer.removeFirst(position)
    position = 0
    while buffer.count < count {
      let piece = try input.next()
      if piece.isEmpty { return false }
      buffer += piece
    }
    return true
  }

  private mutating func take(upTo end: Int) -> [UInt8] {
    let taken = buffer[position..<end]
    for byte in taken where byte == 0x0A { line += 1 }
    position = end
    return Array(taken)
  }
}
