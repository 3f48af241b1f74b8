import Glibc

/// A file that appears under its name only when it is whole.
///
/// It is written under a temporary name in the same folder. `commit` puts it in place of what
/// was there; without that nothing remains.
public final class AtomicFile: ByteSink {
  private static let bufferBytes = 64 * 1024
  /// File names have at most 255 bytes, and the temporary one is longer than its stem.
  private static let longestStem = 200

  /// Where the file will be.
  public let path: String
  private let folder: String
  private let temporaryPath: String
  private var descriptor: Int32?
  private var buffer: [UInt8] = []

  /// Begins the file; `permissions` are those of a new file, less what the umask takes away.
  public init(path: String, permissions: UInt32 = 0o666) throws(WriteFault) {
    guard !path.utf8.contains(0), let name = path.split(separator: "/").last, !path.hasSuffix("/")
    else { throw WriteFault(.failed(reason: "that is no name for a file"), path: path) }
    self.path = path
    let prefix = String(path.dropLast(name.count))
    folder = prefix.isEmpty ? "." : prefix
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw WriteFault(.isFolder, path: path)
    }
    var stem = name
    while stem.utf8.count > AtomicFile.longestStem { stem.removeLast() }
    let opened = try AtomicFile.openTemporary(
      prefix + ".\(stem).partial", for: path, permissions: permissions)
    temporaryPath = opened.path
    descriptor = opened.descriptor
    buffer.reserveCapacity(AtomicFile.bufferBytes)
  }

  deinit {
    discard()
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    if buffer.count + bytes.count <= AtomicFile.bufferBytes {
      buffer.append(contentsOf: bytes)
    } else {
      try flush()
      if bytes.count < AtomicFile.bufferBytes {
        buffer.append(contentsOf: bytes)
      } else {
        try writeThrough(bytes)
      }
    }
  }

  /// Brings everything to the disk and gives the file its name, replacing what had it.
  ///
  /// When this returns, the file survives a loss of power. After a fault the temporary file is
  /// gone, and what had the name still has it unless only the last sync, of the folder, failed.
  public func commit() throws(WriteFault) {
    try flush()
    let descriptor = try openDescriptor()
    guard fsync(descriptor) == 0 else { throw fail(errno) }
    self.descriptor = nil
    guard close(descriptor) == 0 else {
      let code = errno
      unlink(temporaryPath)
      throw WriteFault(errorNumber: code, path: path)
    }
    guard rename(temporaryPath, path) == 0 else {
      let code = errno
      unlink(temporaryPath)
      throw WriteFault(errorNumber: code, path: path)
    }
    try syncFolder()
  }

  /// Gives the file up and removes what was written of it; without effect after `commit`.
  public func discard() {
    guard let descriptor else { return }
    self.descriptor = nil
    close(descriptor)
    unlink(temporaryPath)
  }
}

extension AtomicFile {
  /// Creates a file that nobody else writes to.
  ///
  /// A number tells it from what a killed run or another one has left.
  private static func openTemporary(
    _ stem: String, for path: String, permissions: UInt32
  ) throws(WriteFault) -> (path: String, descriptor: Int32) {
    for number in 1...10_000 {
      let candidate = "\(stem)-\(number)"
      let descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
      if descriptor >= 0 { return (candidate, descriptor) }
      guard errno == EEXIST else { throw WriteFault(errorNumber: errno, path: path) }
    }
    let reason = "too many unfinished files beside it; remove those named .*.partial-*"
    throw WriteFault(.failed(reason: reason), path: path)
  }

  private func flush() throws(WriteFault) {
    try buffer.withUnsafeBufferPointer { (bytes) throws(WriteFault) in
      try writeThrough(UnsafeRawBufferPointer(bytes))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    let descriptor = try openDescriptor()
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw fail(errno)
      }
    }
  }

  private func openDescriptor() throws(WriteFault) -> Int32 {
    guard let descriptor else {
      throw WriteFault(.failed(reason: "it was given up after an earlier fault"), path: path)
    }
    return descriptor
  }

  private func fail(_ code: Int32) -> WriteFault {
    discard()
    return WriteFault(errorNumber: code, path: path)
  }

  /// Brings the new name itself to the disk; some file systems have no such thing for folders.
  private func syncFolder() throws(WriteFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that may be written to and not read cannot be synced, and the file is in place.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw WriteFault(errorNumber: errno, path: path)
    }
  }
}

extension WriteFault {
  /// The fault for what the system answered.
  public init(errorNumber: Int32, path: String) {
    let cause: Cause =
      switch errorNumber {
      case ENOSPC, EDQUOT: .diskFull
      case EROFS: .readOnly
      case EACCES, EPERM: .permissionDenied
      case ENOENT, ENOTDIR: .noFolder
      case EISDIR: .isFolder
      default: .failed(reason: systemReason(errorNumber))
      }
    self.init(cause, path: path)
  }
}
