import Archives
import Foundation
import PipelineCore

/// The folder that an output is written to, made when it is not there.
enum OutputFolder {
  static func make(for path: String) throws(WriteFault) {
    let folder = (path as NSString).deletingLastPathComponent
    guard !folder.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WriteFault(.failed(reason: "its folder cannot be made"), path: path)
    }
  }

  /// Writes a whole file under a temporary name and renames it.
  static func write(_ bytes: [UInt8], to path: String) throws(WriteFault) {
    try make(for: path)
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }
}
