import CLibArchive
import Glibc
import PipelineCore

/// Walks the entries of one zip or tar through libarchive.
final class LibArchiveReader {
  enum Format { case zip, tar }

  /// What an entry is, as far as reading goes.
  enum EntryKind { case file, folder, link, specialFile }

  struct Entry {
    /// As stored; nil if it claims to be UTF-8 and is not.
    var rawName: [UInt8]?
    var kind: EntryKind
    var size: Int64?
    var isEncrypted: Bool
  }

  private let format: Format
  private let handle: OpaquePointer
  private let input: ContainerInput
  private let location: SourceLocation
  private let withUTF8Names = LocaleScope()
  private(set) var entriesRead = 0
  private var ended = false
  private var block = UnsafeRawBufferPointer(start: nil, count: 0)
  private var zerosBeforeBlock: Int64 = 0
  private var entryOffset: Int64 = 0
  private var entrySize: Int64?
  private var faultAfterBlock: ReadFault.Cause?

  init(_ format: Format, input: ContainerInput, location: SourceLocation) throws(ReadFault) {
    guard let handle = archive_read_new() else {
      throw ReadFault(.cannotOpen(reason: "no memory"), at: location)
    }
    self.format = format
    self.handle = handle
    self.input = input
    self.location = location
    try open()
  }

  deinit {
    archive_read_free(handle)
  }

  /// How many packed bytes were taken in so far, reading ahead counted.
  var packedBytes: Int64 { input.handedBytes }

  private func open() throws(ReadFault) {
    switch format {
    case .zip: archive_read_support_format_zip(handle)
    case .tar: archive_read_support_format_tar(handle)
    }
    archive_read_set_callback_data(handle, Unmanaged.passUnretained(input).toOpaque())
    archive_read_set_read_callback(handle, readPiece)
    if input.seekable != nil {
      archive_read_set_seek_callback(handle, seekInput)
      archive_read_set_skip_callback(handle, skipInput)
    }
    guard archive_read_open1(handle) == ARCHIVE_OK else { throw containerFault() }
  }

  /// The next entry; nil at the end.
  ///
  /// After a fault there is nothing more.
  func next() throws(ReadFault) -> Entry? {
    guard !ended else { return nil }
    var header: OpaquePointer?
    switch withUTF8Names({ archive_read_next_header(handle, &header) }) {
    case ARCHIVE_OK, ARCHIVE_WARN: break
    case ARCHIVE_EOF:
      ended = true
      try checkEnd()
      return nil
    default:
      ended = true
      throw containerFault()
    }
    guard let header else { preconditionFailure("a header that was read is there") }
    entriesRead += 1
    let entry = describe(header)
    beginContent(of: entry)
    return entry
  }

  /// Reads the content of the entry that was given last; faults name the place given here.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at place: SourceLocation
  ) throws(ReadFault) -> Int {
    while true {
      if zerosBeforeBlock > 0 {
        let count = Int(min(zerosBeforeBlock, Int64(buffer.count)))
        buffer[..<count].initializeMemory(as: UInt8.self, repeating: 0)
        zerosBeforeBlock -= Int64(count)
        return count
      }
      if !block.isEmpty {
        let count = min(block.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
        block = UnsafeRawBufferPointer(rebasing: block[count...])
        return count
      }
      if let faultAfterBlock { throw fault(faultAfterBlock, at: place) }
      guard try nextBlock(at: place) else { return 0 }
    }
  }
}

extension LibArchiveReader {
  private func describe(_ header: OpaquePointer) -> Entry {
    let name = withUTF8Names { archive_entry_pathname(header) }
    let size = archive_entry_size_is_set(header) != 0 ? archive_entry_size(header) : nil
    return Entry(
      rawName: name.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) },
      kind: kind(of: header), size: size,
      isEncrypted: archive_entry_is_encrypted(header) != 0)
  }

  private func kind(of header: OpaquePointer) -> EntryKind {
    if archive_entry_hardlink(header) != nil || archive_entry_symlink(header) != nil {
      return .link
    }
    switch archive_entry_filetype(header) & 0o170000 {
    case 0o100000: return .file
    case 0o040000: return .folder
    case 0o120000: return .link
    default: return .specialFile
    }
  }

  private func beginContent(of entry: Entry) {
    block = UnsafeRawBufferPointer(start: nil, count: 0)
    zerosBeforeBlock = 0
    entryOffset = 0
    entrySize = entry.size
    faultAfterBlock = nil
  }

  /// Takes the next block of content from libarchive; false at the end of the entry.
  private func nextBlock(at place: SourceLocation) throws(ReadFault) -> Bool {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    let status = archive_read_data_block(handle, &start, &count, &offset)
    switch status {
    case ARCHIVE_OK: break
    case ARCHIVE_EOF:
      if let entrySize, entryOffset < entrySize, format == .tar {
        // A sparse file may end in a hole.
        zerosBeforeBlock = entrySize - entryOffset
        entryOffset = entrySize
        return true
      }
      return false
    case ARCHIVE_WARN: faultAfterBlock = cause()
    default: throw fault(cause(), at: place)
    }
    zerosBeforeBlock = max(0, offset - entryOffset)
    entryOffset = max(offset, entryOffset) + Int64(count)
    block = UnsafeRawBufferPointer(start: start, count: count)
    if let entrySize, entryOffset > entrySize {
      throw fault(
        .corrupt(detail: "the content is larger than the \(entrySize) bytes it is stated to be"),
        at: place)
    }
    return true
  }

  /// At the end: the archive says itself that it ends here, and its input was sound to the end.
  private func checkEnd() throws(ReadFault) {
    if let fault = input.fault { throw fault }
    if format == .tar, archive_filter_bytes(handle, 0) <= archive_read_header_position(handle) {
      throw ReadFault(.truncated, at: location)
    }
    try input.drain()
  }

  private func fault(_ cause: ReadFault.Cause, at place: SourceLocation) -> ReadFault {
    var place = place
    place.byteOffset = entryOffset
    return ReadFault(cause, at: place)
  }

  private func containerFault() -> ReadFault {
    input.fault ?? ReadFault(cause(), at: location)
  }

  /// Why libarchive went no further.
  private func cause() -> ReadFault.Cause {
    if let fault = input.fault { return fault.cause }
    guard let text = archive_error_string(handle).map({ String(cString: $0) }) else {
      return .truncated
    }
    if text.contains("runcated") || text.contains("remature end") { return .truncated }
    return .corrupt(detail: text.prefix(1).lowercased() + text.dropFirst())
  }
}

/// The content of one entry; valid until the reader takes the next.
final class EntrySource: ByteSource {
  private let reader: LibArchiveReader
  private let location: SourceLocation

  init(_ reader: LibArchiveReader, at location: SourceLocation) {
    self.reader = reader
    self.location = location
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    try reader.read(into: buffer, at: location)
  }
}

// The three callbacks below are C functions: they see the input through the pointer that was
// registered, which the reader keeps alive.

private func input(_ context: UnsafeMutableRawPointer?) -> ContainerInput? {
  context.map { Unmanaged<ContainerInput>.fromOpaque($0).takeUnretainedValue() }
}

private func readPiece(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
  _ start: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
  guard let piece = input(context)?.nextPiece() else { return Int(ARCHIVE_FATAL) }
  start?.pointee = piece.baseAddress
  return piece.count
}

private func skipInput(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ request: Int64
) -> Int64 {
  guard let source = input(context)?.seekable, request > 0 else { return 0 }
  let count = min(request, max(0, source.size - source.position))
  source.seek(to: source.position + count)
  return count
}

private func seekInput(
  _: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32
) -> Int64 {
  guard let source = input(context)?.seekable else { return Int64(ARCHIVE_FATAL) }
  let origin: Int64
  switch whence {
  case SEEK_SET: origin = 0
  case SEEK_CUR: origin = source.position
  default: origin = source.size
  }
  let (target, overflows) = origin.addingReportingOverflow(offset)
  guard !overflows, target >= 0, target <= source.size else { return Int64(ARCHIVE_FATAL) }
  source.seek(to: target)
  return target
}
