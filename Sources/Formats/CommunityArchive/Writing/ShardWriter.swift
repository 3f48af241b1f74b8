import ArchiveRecords
import Archives
import JSONText
import RecipeModel

/// Writes lines into one gzipped file, and counts and digests them on the way.
final class ShardWriter {
  let name: String
  let path: String
  let entity: ArchiveEntity
  let month: Month?
  private let file: ScratchFile
  private let packed: DigestingSink
  private let gzip: GzipWriter
  private let content: DigestingSink
  private var lines = JSONWriter()
  private var records = 0

  /// Begins the file in a folder.
  init(
    _ entity: ArchiveEntity, month: Month?, number: Int, folder: String
  ) throws(WriteFault) {
    self.entity = entity
    self.month = month
    name = ArchiveShard.name(entity, month: month, number: number)
    path = "\(folder)/\(name)"
    file = try ScratchFile(path: path)
    packed = DigestingSink(into: file)
    gzip = GzipWriter(into: packed)
    content = DigestingSink(into: gzip)
  }

  var isFull: Bool {
    records >= ArchiveShard.maximumRecords || content.count >= ArchiveShard.maximumBytes
  }

  func write(_ record: ArchiveRecord) throws(WriteFault) {
    ArchiveLine.write(record, to: &lines)
    records += 1
    if lines.bytes.count >= 256 * 1024 { try flush() }
  }

  /// Completes the file and says what it is.
  func finish() throws(WriteFault) -> ArchiveManifest.Member {
    try flush()
    try gzip.finish()
    try file.close()
    return ArchiveManifest.Member(
      name: name, entity: entity, records: records, bytes: packed.count,
      digest: Digest(bytes: packed.digest), contentDigest: Digest(bytes: content.digest))
  }

  private func flush() throws(WriteFault) {
    try content.write(lines.bytes)
    lines.removeAll()
  }
}
