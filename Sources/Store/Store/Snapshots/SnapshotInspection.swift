public import JSONText
public import RecipeModel

/// What a block holds, without a store to load it into.
public struct SnapshotInspection: Sendable, Equatable {
  public var table: String
  /// How many rows its lines stand for.
  public var rows = 0
  /// The keys of its lines as ranges, in the order of the lines; none where they are not integers.
  public var keys: [ClosedRange<Int64>] = []
  /// The pictures that its rows name, with the sizes of their files.
  public var images: [Digest: Int] = [:]
  /// The first line that is no row of the table.
  public var brokenLine: Int?

  /// Looks through a block; nil when it does not begin as one.
  ///
  /// - Parameters:
  ///   - lines: The block.
  ///   - parser: What parses its lines.
  ///   - notesKeys: Whether the keys are wanted.
  public init?(of lines: [UInt8], parser: JSONParser, notesKeys: Bool = true) {
    var inspection = SnapshotInspection(table: "")
    let isBlock = SnapshotLines(bytes: lines, parser: parser).walk { heading in
      inspection.table = heading.table
      return heading
    } row: { line, heading, number in
      if !inspection.take(line, heading, parser, notesKeys), inspection.brokenLine == nil {
        inspection.brokenLine = number
      }
      return true
    }
    guard isBlock else { return nil }
    self = inspection
  }

  private init(table: String) {
    self.table = table
  }

  private mutating func take(
    _ line: UnsafeBufferPointer<UInt8>, _ heading: SnapshotHeading, _ parser: JSONParser,
    _ notesKeys: Bool
  ) -> Bool {
    let parsed = parser.parse(line) { row -> Bool in
      var count = 0
      var key: Int64?
      var last: JSONElement?
      for value in row.elements {
        if count == 0 { key = value.integer }
        count += 1
        last = value
      }
      guard count == heading.columns.count else { return false }
      if notesKeys, let key { note(key) }
      rows += heading.isGathered ? last.map { $0.elements.reduce(0) { sum, _ in sum + 1 } } ?? 0 : 1
      if heading.table == SnapshotTable.image.rawValue { noteImage(row, heading) }
      return true
    }
    guard case .success(true) = parsed else { return false }
    return true
  }

  private mutating func note(_ key: Int64) {
    if let last = keys.last, last.upperBound < .max, key == last.upperBound + 1 {
      keys[keys.count - 1] = last.lowerBound...key
    } else {
      keys.append(key...key)
    }
  }

  private mutating func noteImage(_ row: JSONElement, _ heading: SnapshotHeading) {
    var digest: Digest?
    var size: Int?
    for (value, column) in zip(row.elements, heading.columns) {
      if column == "digest", let bytes = value.string.flatMap({ Base64.decode($0.bytes) }),
        bytes.count == 32
      {
        digest = Digest(bytes: bytes)
      }
      if column == "byte_size" { size = value.integer.flatMap { Int(exactly: $0) } }
    }
    if let digest, let size { images[digest] = size }
  }
}
