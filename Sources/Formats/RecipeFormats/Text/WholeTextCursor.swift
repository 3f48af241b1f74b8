import PipelineCore
import RecipeModel

/// A pass over a text that is read as a whole, up to the limit on the size of a record.
final class WholeTextCursor: RecordCursor {
  private let stream: TextLineStream
  private let location: SourceLocation
  private let limits: ReaderLimits
  private let map: (TextRecord) -> [ReadElement]
  private var queue: ArraySlice<ReadElement>?

  /// Reads a text that is one recipe.
  convenience init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    map: @escaping (TextRecord) -> ReadElement
  ) {
    self.init(source, at: location, limits: limits, mapAll: { [map($0)] })
  }

  /// Reads a text that may hold several.
  init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    mapAll map: @escaping (TextRecord) -> [ReadElement]
  ) {
    stream = TextLineStream(source, at: location, longestLine: limits.maximumRecordBytes)
    self.location = location
    self.limits = limits
    self.map = map
  }

  func next() throws(ReadFault) -> ReadElement? {
    if queue == nil {
      queue = []
      queue = try read()[...]
    }
    return queue?.popFirst()
  }

  private func read() throws(ReadFault) -> [ReadElement] {
    var record = TextRecord(lines: [], location: location, ending: .content)
    var size = 0
    while let line = try stream.next() {
      size += line.bytes.count + 1
      record.lines.append(line)
      if size > limits.maximumRecordBytes {
        return [record.rejection(.tooLarge, limits.exceeded())]
      }
    }
    guard record.lines.contains(where: { !$0.isBlank }) else {
      return [record.rejection(.notARecipe, "the text is empty")]
    }
    record.location.line = 1
    return map(record)
  }
}
