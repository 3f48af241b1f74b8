import PipelineCore
import RecipeModel

/// The lines of one record of a text format, and how they ended.
struct TextRecord {
  enum Ending {
    /// The mark that ends records of the format.
    case mark
    /// The start of the next record.
    case nextRecord
    /// The end of the content.
    case content
  }

  /// The lines in order, the one that starts the record first, without the end mark.
  var lines: [TextLine]
  var location: SourceLocation
  var ending: Ending

  /// Whether text that was encoded twice was put right.
  var isRepaired: Bool { lines.contains(where: \.isRepaired) }

  /// The lines as UTF-8, each with a line feed.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.bytes
      bytes.append(0x0A)
    }
    return bytes
  }

  func rejection(_ code: Rejection.Code, _ message: String) -> ReadElement {
    .rejected(Rejection(code, message, at: location, raw: bytes))
  }
}

/// A pass over the records of a text, which lines divide.
final class TextRecordCursor: RecordCursor {
  /// What a line is to the division into records.
  enum Boundary {
    case start
    case end
    case none
  }

  private let stream: TextLineStream
  private let location: SourceLocation
  private let limits: ReaderLimits
  private let absence: String
  private let boundary: (TextLine, TextLine?) -> Boundary
  private let map: (TextRecord) -> ReadElement
  private var lines: [TextLine] = []
  private var size = 0
  private var count = 0
  private var isEnded = false

  /// Starts a pass over a text.
  ///
  /// `boundary` judges a line by the first line of the record that is open, nil outside of records;
  /// `map` makes a record of the lines. What stands outside of records, such as the mail that
  /// carried them, is passed over. `absence` says what a text without any lacks.
  init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits, absence: String,
    boundary: @escaping (TextLine, TextLine?) -> Boundary,
    map: @escaping (TextRecord) -> ReadElement
  ) {
    stream = TextLineStream(source, at: location, longestLine: limits.maximumRecordBytes)
    self.location = location
    self.limits = limits
    self.absence = absence
    self.boundary = boundary
    self.map = map
  }

  func next() throws(ReadFault) -> ReadElement? {
    while !isEnded {
      guard let line = try nextLine() else {
        isEnded = true
        if let last = finish(.content) { return last }
        guard count == 0 else { return nil }
        return .rejected(Rejection(.notARecipe, absence, at: location))
      }
      switch boundary(line, lines.first) {
      case .start:
        let finished = finish(.nextRecord)
        add(line)
        if let finished { return finished }
      case .end:
        if let finished = finish(.mark) { return finished }
      case .none:
        if !lines.isEmpty { add(line) }
      }
    }
    return nil
  }

  private func nextLine() throws(ReadFault) -> TextLine? {
    do throws(ReadFault) {
      return try stream.next()
    } catch {
      isEnded = true
      throw error
    }
  }

  /// Keeps a line of the open record; beyond the limit only its size counts.
  private func add(_ line: TextLine) {
    size += line.bytes.count + 1
    if size <= limits.maximumRecordBytes || lines.isEmpty { lines.append(line) }
  }

  private func finish(_ ending: TextRecord.Ending) -> ReadElement? {
    guard let first = lines.first else { return nil }
    count += 1
    var place = location
    place.line = first.number
    let record = TextRecord(lines: lines, location: place, ending: ending)
    let isTooLarge = size > limits.maximumRecordBytes
    lines = []
    size = 0
    return isTooLarge
      ? record.rejection(.tooLarge, limits.exceeded()) : map(record)
  }
}
