import Archives
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
  init(paths: [String], settings: ViewLoadSettings) throws(ReadFault) {
    self.paths = paths
    fingerprint += settings.fingerprint
    for path in paths {
      let input = try InputPath(path: path)
      bytes += input.bytes
      fingerprint += input.fingerprint
    }
  }

  func runRequest(parent: RunKey?) -> RunRequest {
    RunRequest(
      kind: .views, fingerprint: Digest.sha256(fingerprint.flatMap { Array($0.utf8) + [0] }),
      label: paths.joined(separator: ", "), parent: parent)
  }
}
