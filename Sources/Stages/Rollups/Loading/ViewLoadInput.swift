import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// The paths of a load, as they lie on disk.
struct ViewLoadInput {
  let paths: [String]
  /// The size of all files.
  private(set) var bytes: Int64 = 0
  /// What tells whether anything has changed since: the same files are the same work.
  private var fingerprint: [String] = ["views"]

  /// Looks at the paths; a fault when nothing is at one of them or it may not be read.
  init(paths: [String], zonelessIsUTC: Bool) throws(ReadFault) {
    self.paths = paths
    fingerprint.append("\(zonelessIsUTC)")
    for path in paths { try look(at: path) }
  }

  private mutating func look(at path: String) throws(ReadFault) {
    var isFolder: ObjCBool = false
    let manager = FileManager.default
    let place = SourceLocation(archive: path)
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ReadFault(.cannotOpen(reason: "no such file or folder"), at: place)
    }
    guard manager.isReadableFile(atPath: path) else {
      throw ReadFault(.cannotOpen(reason: "permission denied"), at: place)
    }
    let names = isFolder.boolValue ? (manager.subpaths(atPath: path) ?? []).sorted() : []
    for name in isFolder.boolValue ? names.map({ "\(path)/\($0)" }) : [path] {
      guard let attributes = try? manager.attributesOfItem(atPath: name) else { continue }
      let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
      let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      bytes += size
      fingerprint += [name, String(size), String(modified)]
    }
  }

  func runRequest(parent: RunKey?) -> RunRequest {
    RunRequest(
      kind: .views, fingerprint: Digest.sha256(fingerprint.flatMap { Array($0.utf8) + [0] }),
      label: paths.joined(separator: ", "), parent: parent)
  }
}
