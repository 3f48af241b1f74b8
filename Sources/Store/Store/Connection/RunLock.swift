import Foundation
import PipelineCore

#if canImport(Glibc)
  import Glibc
#endif

/// Holds a store for one writing run; given back when the process ends, however it ends.
///
/// An advisory lock (flock) on a file beside the store, which says who holds it. The kernel
/// releases it with the process, so a killed run leaves no lock behind. It does leave its text
/// behind, until the next run has written its own.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or says who holds it (`StoreFault.Cause.locked`).
  ///
  /// The holder is told in words that end with `process` and its number.
  public init(storePath: String, holder: String) throws(StoreFault) {
    let path = storePath + ".lock"
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StoreFault(
        errno == EROFS || errno == EACCES
          ? .readOnly(path: URL(filePath: path).deletingLastPathComponent().path)
          : .cannotOpen(path: path, reason: String(cString: strerror(errno))))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StoreFault(.locked(holder: RunLock.holder(in: path) ?? "an unnamed process"))
    }
    _ = ftruncate(descriptor, 0)
    let text = Array(holder.utf8)
    _ = Glibc.write(descriptor, text, text.count)
    self.descriptor = descriptor
  }

  /// Who holds a store, in words; nil for nobody.
  ///
  /// It takes no lock, so that looking never keeps a run from beginning: after a kill, another process
  /// with the same number is taken for the one that is gone.
  public static func holder(ofStore path: String) -> String? {
    holder(in: path + ".lock")
  }

  /// Who holds the lock, as the text in its file says; nil when that is of somebody who is gone, and
  /// who holds it now has not written theirs yet.
  private static func holder(in path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), !text.isEmpty else {
      return nil
    }
    let words = text.split(separator: " ")
    guard words.dropLast().last == "process", let process = words.last.flatMap({ pid_t($0) }) else {
      return text
    }
    return kill(process, 0) == 0 || errno != ESRCH ? text : nil
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }
}
