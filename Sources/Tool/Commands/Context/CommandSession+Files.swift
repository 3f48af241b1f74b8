import Foundation
import PipelineCore

extension CommandSession {
  /// The whole content of a small file that a command was given.
  func contents(of path: String) throws(ReadFault) -> [UInt8] {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw ReadFault(
        .cannotOpen(
          reason: FileManager.default.fileExists(atPath: path)
            ? "it cannot be read as a file" : "no such file"),
        at: SourceLocation(archive: path))
    }
    return [UInt8](content)
  }
}
