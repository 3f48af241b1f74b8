import Archives
import RecipeFormats

/// Something that files of recipes are written into, and that is there when it is whole.
///
/// Without `finish` nothing remains.
protocol ExportTarget: AnyObject {
  var arrangement: WriterArrangement { get }
  func add(_ file: WrittenFile) throws(WriteFault)
  func finish() throws(WriteFault)
}

/// One file with all recipes in it.
final class DocumentTarget: ExportTarget {
  let arrangement = WriterArrangement.together
  private let file: AtomicFile
  private let frame: DocumentFrame
  private var isEmpty = true

  init(file: AtomicFile, frame: DocumentFrame) throws(WriteFault) {
    self.file = file
    self.frame = frame
    try file.write(frame.opening)
  }

  func add(_ part: WrittenFile) throws(WriteFault) {
    if !isEmpty { try file.write(frame.separator) }
    isEmpty = false
    try file.write(try part.packed(modifiedSeconds: 0))
  }

  func finish() throws(WriteFault) {
    try file.write(frame.closing)
    try file.commit()
  }
}

/// A zip of files.
final class ZipTarget: ExportTarget {
  let arrangement = WriterArrangement.apart
  private let file: AtomicFile
  private let zip: ZipWriter
  private let modifiedSeconds: Int64

  init(file: AtomicFile, modifiedSeconds: Int64) {
    self.file = file
    self.modifiedSeconds = modifiedSeconds
    zip = ZipWriter(into: file, modifiedSeconds: modifiedSeconds)
  }

  func add(_ part: WrittenFile) throws(WriteFault) {
    try zip.addMember(part.name, try part.packed(modifiedSeconds: modifiedSeconds))
  }

  func finish() throws(WriteFault) {
    try zip.finish()
    try file.commit()
  }
}

/// A folder of files.
final class FolderTarget: ExportTarget {
  let arrangement = WriterArrangement.apart
  private let folder: AtomicFolder
  private let modifiedSeconds: Int64

  init(folder: AtomicFolder, modifiedSeconds: Int64) {
    self.folder = folder
    self.modifiedSeconds = modifiedSeconds
  }

  func add(_ part: WrittenFile) throws(WriteFault) {
    try folder.addFile(part.name, try part.packed(modifiedSeconds: modifiedSeconds))
  }

  func finish() throws(WriteFault) {
    try folder.commit()
  }
}

extension WrittenFile {
  /// The bytes as they lie in the file.
  func packed(modifiedSeconds: Int64) throws(WriteFault) -> [UInt8] {
    let sink = MemorySink()
    switch content {
    case .bytes(let bytes): return bytes
    case .gzip(let bytes):
      let gzip = GzipWriter(into: sink)
      try gzip.write(bytes)
      try gzip.finish()
    case .zip(let files):
      let zip = ZipWriter(into: sink, modifiedSeconds: modifiedSeconds)
      for file in files {
        try zip.addMember(file.name, try file.packed(modifiedSeconds: modifiedSeconds))
      }
      try zip.finish()
    }
    return sink.bytes
  }
}
