import Foundation
import Testing

/// Compares with a file of `Tests/Golden/Reports`.
///
/// A missing file is recorded and fails, so that it is looked at; `UPDATE_GOLDEN=1` rewrites.
func expectGolden(
  _ bytes: [UInt8], named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/Reports/\(name)")
  let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  guard FileManager.default.fileExists(atPath: file.path), !isUpdate else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    if !isUpdate {
      Issue.record("\(name) was missing and is recorded now", sourceLocation: sourceLocation)
    }
    return
  }
  let golden = try [UInt8](Data(contentsOf: file))
  let place = zip(bytes, golden).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  #expect(
    bytes == golden,
    "\(name) differs from byte \(place ?? min(bytes.count, golden.count)); UPDATE_GOLDEN=1 rewrites",
    sourceLocation: sourceLocation)
}
