import Foundation
public import PipelineCore

/// A path that was given to be read, as it lies on disk: a file, or a folder of files.
public struct InputPath: Sendable {
  public let path: String
  /// The size of the file, or of all files in the folder.
  public let bytes: Int64
  /// What tells whether it has changed since.
  public private(set) var fingerprint: [String]

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
    let kind = (try? manager.attributesOfItem(atPath: InputPath.resolved(path)))?[.type]
    guard isFolder.boolValue || kind as? FileAttributeType == .typeRegular else {
      throw ReadFault(
        .cannotOpen(reason: "it is neither a file nor a folder"),
        at: SourceLocation(archive: path))
    }
    self.path = path
    let names =
      isFolder.boolValue
      ? (manager.subpaths(atPath: path) ?? []).sorted().map { "\(path)/\($0)" }
      : [path]
    var bytes: Int64 = 0
    fingerprint = [path]
    for name in names {
      guard let attributes = try? manager.attributesOfItem(atPath: name) else { continue }
      let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
      let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      bytes += size
      fingerprint += [name, String(size), String(modified)]
    }
    self.bytes = bytes
  }

  /// The path with symbolic links followed.
  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }
}
