import PipelineCore
public import RecipeModel

/// A recipe as a writer wrote it, with the proof of what of it comes back.
public struct WrittenRecipe: Sendable {
  /// The files, as `RecipeWriter.write` gives them.
  public var files: [WrittenFile]
  /// The fields that do not come back as they were; nothing is lost but these.
  public var lost: Set<RecordField>
}

extension RecipeWriter {
  /// Writes one recipe, reads it back, and tells what of it was lost on the way.
  ///
  /// What one recipe loses is so never a matter of belief. A recipe that does not come back at all
  /// has lost its title.
  public mutating func writeProved(_ record: RecipeRecord) -> WrittenRecipe {
    let files = write(record)
    guard let back = ReadBack.record(of: files, by: Self.self, arrangement) else {
      return WrittenRecipe(
        files: files, lost: Set(RecordField.allCases.filter { record.holds($0) }))
    }
    return WrittenRecipe(files: files, lost: record.fields(missingIn: back))
  }
}

/// Reads what a writer wrote.
enum ReadBack {
  /// The one record of the files, with the pictures beside it taken in.
  static func record(
    of files: [WrittenFile], by writer: any RecipeWriter.Type, _ arrangement: WriterArrangement
  ) -> RecipeRecord? {
    guard let main = files.first else { return nil }
    let (name, content, besides) = unpacked(main, files.dropFirst())
    var bytes = content
    if case .document(let frame) = writer.layout, arrangement == .together {
      bytes = frame.opening + bytes + frame.closing
    }
    guard
      let cursor = try? writer.reader.open(
        MemoryByteSource(bytes), at: SourceLocation(archive: name), limits: limits),
      case .record(var record, _)? = try? cursor.next(), (try? cursor.next()) == .some(nil)
    else { return nil }
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    record.images = record.images.compactMap { image in
      switch image {
      case .remote, .embedded: return image
      case .member(let name), .sidecar(let name, _):
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        return besides.first { fits($0.name, path) }.map { .embedded($0.bytes) }
      }
    }
    return record
  }

  /// Pictures may be as large as imports take them, and several are in one record.
  private static let limits = ReaderLimits(maximumRecordBytes: 1 << 30)

  /// Whether a file has a name, which may leave the extension open.
  private static func fits(_ name: String, _ wanted: String) -> Bool {
    guard wanted.hasSuffix(".*") else { return name == wanted }
    let ending = name.dropFirst(wanted.count - 1)
    return name.hasPrefix(wanted.dropLast()) && !ending.isEmpty && !ending.contains(".")
  }

  private static func unpacked(
    _ main: WrittenFile, _ others: ArraySlice<WrittenFile>
  ) -> (name: String, content: [UInt8], besides: [(name: String, bytes: [UInt8])]) {
    switch main.content {
    case .bytes(let bytes), .gzip(let bytes):
      return (
        main.name, bytes,
        others.compactMap { file in
          if case .bytes(let bytes) = file.content { (file.name, bytes) } else { nil }
        }
      )
    case .zip(let files):
      guard let inner = files.first else { return (main.name, [], []) }
      return unpacked(inner, files.dropFirst())
    }
  }
}
