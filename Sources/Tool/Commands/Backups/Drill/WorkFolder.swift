import Archives
import Foundation
import Glibc
import PipelineCore
import RecipeModel
import Store

extension CommandSession {
  /// Runs the body with a folder for stores that are needed for a while, and removes it afterwards,
  /// whatever happens.
  ///
  /// It lies beside a repository unless another folder is named, is for its owner's eyes alone, and is
  /// held against others who want the same. What a killed run left in it goes first.
  ///
  /// - Parameters:
  ///   - repository: The repository that it is about.
  ///   - work: The folder that it is made in.
  ///   - purpose: A word for what is done in it.
  ///   - body: Takes its path.
  /// - Returns: What the body gives.
  /// - Throws: A `WriteFault` when it cannot be made; `StoreFault.Cause.locked` when another run
  ///   uses it; what the body throws.
  func inWorkFolder<Result>(
    of repository: String, in work: String?, for purpose: String,
    _ body: (String) throws -> Result
  ) throws -> Result {
    let place = URL(filePath: repository).standardizedFileURL
    let parent = work ?? place.deletingLastPathComponent().path
    let folder = URL(filePath: parent).appending(path: ".\(place.lastPathComponent).\(purpose)")
      .path
    let files = FileManager.default
    do {
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw WriteFault(.failed(reason: "it cannot be made"), path: parent)
    }
    guard mkdir(folder, 0o700) == 0 || isOwn(folder) else {
      throw WriteFault(
        .failed(reason: "it cannot be made, or is not for its owner's eyes alone"), path: folder)
    }
    let held = "levain"
    let lock = try RunLock(storePath: "\(folder)/\(held)", holder: holder(of: "backup \(purpose)"))
    defer { withExtendedLifetime(lock) { try? files.removeItem(atPath: folder) } }
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? []
    where name != "\(held).lock" {
      try? files.removeItem(atPath: "\(folder)/\(name)")
    }
    return try withExtendedLifetime(lock) { try body(folder) }
  }

  /// Whether a folder, and no link to one, is this user's, and nobody else may look into it.
  private func isOwn(_ folder: String) -> Bool {
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
  }
}
