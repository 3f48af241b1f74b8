import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Whether a store's file and folder let it be written, as the system says.
///
/// SQLite needs the folder too: its log and the index of that lie beside the file.
enum StoreAccess: Equatable {
  case writable
  /// The path of the file or folder that may not be written.
  case readOnly(String)

  /// Asks the system about a file, links followed.
  init(toFileAt path: String) {
    let file = URL(filePath: path).resolvingSymlinksInPath()
    let parts = [file.deletingLastPathComponent().path, file.path]
    self = parts.first { access($0, W_OK) != 0 }.map { .readOnly($0) } ?? .writable
  }

  /// Asks the system about the folder that a new file would be in.
  init(toFolderOf path: String) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    self = access(folder, W_OK) == 0 ? .writable : .readOnly(folder)
  }
}

/// What tells whether a file was changed: a store that is read without locks is looked at again.
struct FileStamp: Equatable {
  private let size: Int
  private let inode: UInt64
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil when there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    inode = UInt64(status.st_ino)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
