import Glibc

/// A folder that appears under its name only when it is whole.
///
/// It is filled under a temporary name beside it. Nothing that is there is ever replaced, except an
/// empty folder, and one that the caller knows for its own by a file in it (`FolderMark`).
public final class AtomicFolder {
  /// Where the folder will be.
  public let path: String
  private let temporaryPath: String
  private var isOpen = true
  private var made: Set<String> = []
  /// What a folder must hold to be replaced.
  private let mark: FolderMark?

  /// Begins the folder; a fault when something is there already.
  ///
  /// - Parameters:
  ///   - given: Where the folder will be.
  ///   - mark: What a folder holds that may be replaced.
  /// - Throws: A `WriteFault` when something else is there, or nothing can be made there.
  public init(path given: String, replacingThoseWith mark: FolderMark? = nil) throws(WriteFault) {
    var path = given
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard !path.utf8.contains(0), let name = path.split(separator: "/").last, name != "..",
      name != "."
    else { throw WriteFault(.failed(reason: "that is no name for a folder"), path: given) }
    self.path = path
    self.mark = mark
    guard try AtomicFolder.isFree(path) || mark?.isIn(path) ?? false else {
      throw WriteFault(.exists, path: path)
    }
    temporaryPath = try AtomicFolder.makeTemporary(beside: path, name)
  }

  private static func makeTemporary(
    beside path: String, _ name: Substring
  ) throws(WriteFault) -> String {
    let prefix = path.dropLast(name.count)
    for number in 1...10_000 {
      let candidate = "\(prefix).\(name.prefix(100)).partial-\(number)"
      if mkdir(candidate, 0o777) == 0 { return candidate }
      guard errno == EEXIST else { throw WriteFault(errorNumber: errno, path: path) }
    }
    let reason = "too many unfinished folders beside it; remove those named .*.partial-*"
    throw WriteFault(.failed(reason: reason), path: path)
  }

  deinit {
    discard()
  }

  /// Writes a file; its name is a path with `/` that stays inside.
  public func addFile(_ name: String, _ bytes: [UInt8]) throws(WriteFault) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    precondition(!parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }, "a name stays inside")
    var folder = temporaryPath
    for part in parts.dropLast() {
      folder += "/\(part)"
      guard made.insert(folder).inserted else { continue }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw fail(errno) }
    }
    let descriptor = open(
      "\(temporaryPath)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw fail(errno) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        let code = errno
        close(descriptor)
        throw fail(code)
      }
    }
    let isSynced = fsync(descriptor) == 0
    let code = errno
    guard close(descriptor) == 0, isSynced else { throw fail(isSynced ? errno : code) }
  }

  /// Brings the names of the files to the disk and gives the folder its own.
  public func commit() throws(WriteFault) {
    for path in made.sorted().reversed() + [temporaryPath] { try sync(path) }
    let replaced = try moveAside()
    guard rename(temporaryPath, path) == 0 else {
      let code = errno
      // The older folder is what there is.
      if let replaced { _ = rename(replaced, path) }
      throw code == ENOTEMPTY || code == EEXIST || code == ENOTDIR
        ? discarded(WriteFault(.exists, path: path)) : fail(code)
    }
    isOpen = false
    if let replaced { AtomicFolder.remove(replaced) }
  }

  /// Gives an older folder of the caller's another name.
  ///
  /// For the moment between that and `rename` there is none under the path, and a crash then leaves
  /// the older one beside it.
  private func moveAside() throws(WriteFault) -> String? {
    guard let mark, mark.isIn(path) else { return nil }
    for number in 1...10_000 {
      // An empty folder can be replaced by a folder.
      let aside = "\(temporaryPath).replaced-\(number)"
      guard mkdir(aside, 0o777) == 0 else {
        guard errno == EEXIST else { throw fail(errno) }
        continue
      }
      guard rename(path, aside) == 0 else {
        let code = errno
        rmdir(aside)
        throw fail(code)
      }
      return aside
    }
    throw fail(EEXIST)
  }

  /// Brings the names in a folder to the disk; some file systems have no such thing for folders.
  private func sync(_ folder: String) throws(WriteFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fail(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw fail(errno) }
  }

  /// Gives the folder up and removes what was written; without effect after `commit`.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    AtomicFolder.remove(temporaryPath)
  }

  private func fail(_ code: Int32) -> WriteFault {
    discarded(WriteFault(errorNumber: code, path: path))
  }

  private func discarded(_ fault: WriteFault) -> WriteFault {
    discard()
    return fault
  }

  /// Whether nothing is there, or an empty folder.
  private static func isFree(_ path: String) throws(WriteFault) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw WriteFault(errorNumber: errno, path: path) }
      return true
    }
    guard status.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path) else { return false }
    defer { closedir(stream) }
    var entries = FolderEntries(stream: stream)
    return entries.next() == nil
  }

  /// Removes a folder that only this has written to.
  private static func remove(_ path: String) {
    if let stream = opendir(path) {
      for entry in FolderEntries(stream: stream) {
        let child = "\(path)/\(String(decoding: entry.name, as: UTF8.self))"
        if entry.isFolder { remove(child) } else { unlink(child) }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}

/// By what a program knows a folder that it wrote.
public struct FolderMark: Sendable {
  /// A file in the folder.
  public var name: String
  /// The bytes that the file begins with.
  public var beginning: [UInt8]

  public init(name: String, beginning: [UInt8]) {
    precondition(!beginning.isEmpty, "any file would begin so")
    self.name = name
    self.beginning = beginning
  }

  /// Whether a folder holds it.
  func isIn(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: beginning.count)
    let count = read(descriptor, &bytes, bytes.count)
    return count == bytes.count && bytes == beginning
  }
}
