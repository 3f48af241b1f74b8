public import Foundation

/// A file system of a few pages, which only the system's administrator can make.
public enum SmallDisk {
  public static let canBeMade: Bool =
    (try? withTemporaryFolder { folder in
      let isMade = run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder.path)
      if isMade { _ = run("umount", folder.path) }
      return isMade
    }) ?? false

  /// Runs a program; false when it fails.
  public static func run(_ words: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// Runs the body with such a disk, and with a folder on a usual one.
  public static func with(
    kilobytes: Int = 256, _ body: (_ disk: URL, _ folder: URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let disk = folder.appending(path: "disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: false)
      guard run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "none", disk.path) else {
        throw CocoaError(.fileWriteUnknown)
      }
      defer { _ = run("umount", disk.path) }
      try body(disk, folder)
    }
  }
}
