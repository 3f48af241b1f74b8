import Foundation
import Glibc
public import PipelineCore

/// A path that was given to be read, as it lies on disk: a file, or a folder of files.
public struct InputPath: Sendable {
  public let path: String
  /// The size of the file, or of all files in the folder.
  public let bytes: Int64
  /// What tells whether it has changed since.
  public private(set) var fingerprint: [String]
  /// The same with what changes where size and time are put back: as soon as it differs, the content
  /// may.
  public private(set) var look: [String]

  /// Looks at the path; a fault when nothing is there, it may not be read, or it is a pipe.
  ///
  /// Inputs are read again for pictures and when a run is gone on with; a pipe gives them once, and
  /// waits for its other end.
  public init(path: String) throws(ReadFault) {
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ReadFault(
        .cannotOpen(reason: "no such file or folder"), at: SourceLocation(archive: path))
    }
    guard manager.isReadableFile(atPath: path) else {
      throw ReadFault(
        .cannotOpen(reason: "permission denied"), at: SourceLocation(archive: path))
    }
    guard isFolder.boolValue || InputPath.status(of: path)?.isFile == true else {
      throw ReadFault(
        .cannotOpen(reason: "it is neither a file nor a folder"),
        at: SourceLocation(archive: path))
    }
    self.path = path
    let names =
      isFolder.boolValue
      ? (manager.subpaths(atPath: InputPath.resolved(path)) ?? []).sorted().map { "\(path)/\($0)" }
      : [path]
    var bytes: Int64 = 0
    fingerprint = [path]
    look = [path]
    for name in names {
      // Of what a link leads to: the link itself stays as it is.
      guard let status = InputPath.status(of: name) else { continue }
      bytes += Int64(status.st_size)
      let told = [name, String(status.st_size), InputPath.text(of: status.st_mtim)]
      fingerprint += told
      look += told + [String(status.st_ino), InputPath.text(of: status.st_ctim)]
    }
    self.bytes = bytes
  }

  /// What is at a path, symbolic links followed; nil where nothing is.
  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func text(of time: timespec) -> String {
    "\(time.tv_sec).\(time.tv_nsec)"
  }

  /// The path with symbolic links followed.
  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }
}

extension stat {
  /// Whether it is a file that can be read again, and neither a folder nor a pipe.
  var isFile: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
