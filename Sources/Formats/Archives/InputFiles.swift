import Glibc
import PipelineCore
import RecipeModel

/// The files under the paths that were given, folder by folder, each folder sorted by name.
struct InputFiles {
  enum Item {
    /// A file: its path, and its name below the folder that was given.
    case file(path: String, name: String)
    case ignored(path: String, reason: IgnoreReason)
    case refused(Rejection)
  }

  private struct Candidate {
    var path: String
    var name: String
    /// Whether the user named it; then it is taken as it is, links followed.
    var isGiven: Bool
  }

  /// What is still to be looked at, the next one last.
  private var candidates: [Candidate]
  private var refusals: [Rejection] = []

  init(paths: [String]) {
    candidates = paths.reversed().map { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return Candidate(path: path, name: name, isGiven: true)
    }
  }

  /// The next file; after a fault the files behind it still come.
  mutating func next() throws(ReadFault) -> Item? {
    while true {
      if let refusal = refusals.popLast() { return .refused(refusal) }
      guard let candidate = candidates.popLast() else { return nil }
      var status = stat()
      let result =
        candidate.isGiven ? stat(candidate.path, &status) : lstat(candidate.path, &status)
      guard result == 0 else { throw cannotOpen(candidate.path, errno) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try enter(candidate)
      case S_IFREG:
        return .file(path: candidate.path, name: candidate.name.normalizedToNFC)
      case S_IFLNK: return .ignored(path: candidate.path, reason: .link)
      default:
        return candidate.isGiven
          ? .file(path: candidate.path, name: candidate.name)
          : .ignored(path: candidate.path, reason: .specialFile)
      }
    }
  }

  /// How many bytes the remaining files have on disk; nil if one of them is a pipe.
  func totalBytes() -> Int64? {
    var files = self
    var total: Int64 = 0
    while true {
      do throws(ReadFault) {
        guard let item = try files.next() else { return total }
        guard case .file(let path, _) = item else { continue }
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        total += Int64(status.st_size)
      } catch {
        // What cannot be opened adds nothing; the walk itself reports it.
        continue
      }
    }
  }

  private mutating func enter(_ folder: Candidate) throws(ReadFault) {
    guard let stream = opendir(folder.path) else { throw cannotOpen(folder.path, errno) }
    defer { closedir(stream) }
    let prefix = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    var names: [String] = []
    for entry in FolderEntries(stream: stream) {
      if let name = String(validating: entry.name, as: UTF8.self) {
        names.append(name)
      } else {
        refusals.append(
          Rejection(
            .unreadableMember, "the file's name is not valid UTF-8",
            at: SourceLocation(archive: prefix + String(decoding: entry.name, as: UTF8.self))))
      }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names.reversed() {
      candidates.append(
        Candidate(
          path: prefix + name, name: folder.isGiven ? name : folder.name + "/" + name,
          isGiven: false))
    }
  }

  private func cannotOpen(_ path: String, _ code: Int32) -> ReadFault {
    ReadFault(.cannotOpen(reason: systemReason(code)), at: SourceLocation(archive: path))
  }
}
