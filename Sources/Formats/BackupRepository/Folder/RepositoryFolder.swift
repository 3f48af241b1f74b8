import Archives
import Glibc
import PipelineCore

/// The files of a repository: read whole, and written under temporary names.
///
/// All paths are from its root. Every change of the folder is one step, which a test may stop at.
struct RepositoryFolder: Sendable {
  /// What is done to the folder in one call of the system.
  enum Step: Sendable, Equatable {
    case makeFolder, createFile, write, sync, rename, remove
  }

  let root: String
  /// Called before each step; what it throws stops the step as a kill would.
  var beforeStep: (@Sendable (Step) throws(RepositoryFault) -> Void)?

  func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

  func fault(_ cause: RepositoryFault.Cause, _ path: String) -> RepositoryFault {
    RepositoryFault(cause, path: full(path))
  }

  private func writeFault(_ code: Int32, _ path: String) -> RepositoryFault {
    fault(.unwritable(WriteFault(errorNumber: code, path: full(path))), path)
  }
}

// Reading.
extension RepositoryFolder {
  /// What a file is to be.
  enum Expected {
    case exactly(Int)
    case atMost(Int)
  }

  /// The size of a regular file; nil when nothing is there, or something else.
  func size(of path: String) -> Int? {
    var status = stat()
    guard lstat(full(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Reads a whole file; links are not followed.
  func read(_ path: String, _ expected: Expected) throws(RepositoryFault) -> [UInt8] {
    try RepositoryFolder.read(full(path), expected, following: false)
  }

  /// Reads a whole file from anywhere.
  static func read(
    _ path: String, _ expected: Expected, following: Bool
  ) throws(RepositoryFault) -> [UInt8] {
    let descriptor = open(
      path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (following ? 0 : O_NOFOLLOW))
    guard descriptor >= 0 else {
      throw RepositoryFault(
        errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: words(errno)),
        path: path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw RepositoryFault(.unreadable(reason: words(errno)), path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw RepositoryFault(.damaged(detail: "it is no regular file"), path: path)
    }
    let size = Int(status.st_size)
    switch expected {
    case .exactly(let count) where size != count:
      throw RepositoryFault(
        .damaged(detail: "it has \(size) bytes and should have \(count)"), path: path)
    case .atMost(let limit) where size > limit:
      throw RepositoryFault(.limitExceeded(limit: "\(limit) bytes of a file"), path: path)
    default: break
    }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      code = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, &count)
    }
    guard code == 0 else { throw RepositoryFault(.unreadable(reason: words(code)), path: path) }
    guard bytes.count == size else {
      throw RepositoryFault(.damaged(detail: "it changed while it was read"), path: path)
    }
    return bytes
  }

  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ count: inout Int
  ) -> Int32 {
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let got = Glibc.read(descriptor, rest.baseAddress, rest.count)
      if got > 0 {
        count += got
      } else if got == 0 {
        return 0
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Whether a folder is there, and no link to one.
  func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(full(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; none when it is not there.
  func entries(of path: String) throws(RepositoryFault) -> [String] {
    guard let stream = opendir(full(path)) else {
      guard errno == ENOENT else {
        throw fault(.unreadable(reason: RepositoryFolder.words(errno)), path)
      }
      return []
    }
    defer { closedir(stream) }
    return FolderEntries(stream: stream).map { String(decoding: $0.name, as: UTF8.self) }.sorted()
  }

  /// The system's own words for an error number, in lower case.
  static func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}

// Writing.
extension RepositoryFolder {
  private func step(_ step: Step) throws(RepositoryFault) { try beforeStep?(step) }

  /// Makes a folder unless it is there; true when it was not.
  @discardableResult
  func makeFolder(_ path: String) throws(RepositoryFault) -> Bool {
    if access(full(path), F_OK) == 0 { return false }
    try step(.makeFolder)
    guard mkdir(full(path), 0o700) == 0 else {
      guard errno == EEXIST else { throw writeFault(errno, path) }
      return false
    }
    return true
  }

  /// Writes a file under a temporary name and gives it its own, replacing what has it.
  ///
  /// With `durably`, it survives a loss of power when this returns; otherwise once it is settled.
  func write(
    _ parts: [[UInt8]], to path: String, durably: Bool = false
  ) throws(RepositoryFault) {
    let opened = try openUnfinished(path)
    do throws(RepositoryFault) {
      for part in parts { try write(part, opened.descriptor, path) }
      if durably { try sync(opened.descriptor, path) }
    } catch {
      close(opened.descriptor)
      try? remove(opened.path)
      throw error
    }
    guard close(opened.descriptor) == 0 else {
      let code = errno
      try? remove(opened.path)
      throw writeFault(code, path)
    }
    try step(.rename)
    guard rename(full(opened.path), full(path)) == 0 else {
      let code = errno
      try? remove(opened.path)
      throw writeFault(code, path)
    }
    if durably { try syncFolder(RepositoryFolder.parent(of: path)) }
  }

  static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private func openUnfinished(
    _ path: String
  ) throws(RepositoryFault) -> (path: String, descriptor: Int32) {
    let folder = RepositoryFolder.parent(of: path)
    let name = path.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1)
    try step(.createFile)
    for number in 1...10_000 {
      let candidate =
        (folder.isEmpty ? "" : folder + "/") + ".\(name)\(RepositoryLayout.unfinished)\(number)"
      let descriptor = open(full(candidate), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return (candidate, descriptor) }
      guard errno == EEXIST else { throw writeFault(errno, path) }
    }
    throw writeFault(EEXIST, path)
  }

  private func write(
    _ bytes: [UInt8], _ descriptor: Int32, _ path: String
  ) throws(RepositoryFault) {
    try step(.write)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        Glibc.write(descriptor, all.baseAddress?.advanced(by: written), all.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw writeFault(errno, path)
      }
    }
  }

  private func sync(_ descriptor: Int32, _ path: String) throws(RepositoryFault) {
    try step(.sync)
    // Some file systems have no such thing for folders.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw writeFault(errno, path)
    }
  }

  /// Brings the names in a folder to the disk.
  func syncFolder(_ path: String) throws(RepositoryFault) {
    let descriptor = open(full(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw writeFault(errno, path) }
    defer { close(descriptor) }
    try sync(descriptor, path)
  }

  /// Brings a file's content to the disk.
  func syncFile(_ path: String) throws(RepositoryFault) {
    let descriptor = open(full(path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw writeFault(errno, path) }
    defer { close(descriptor) }
    try sync(descriptor, path)
  }

  /// Removes a file; nothing when it is not there.
  func remove(_ path: String) throws(RepositoryFault) {
    try step(.remove)
    guard unlink(full(path)) == 0 || errno == ENOENT else { throw writeFault(errno, path) }
  }
}
