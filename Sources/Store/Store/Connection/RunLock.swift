import Foundation
import PipelineCore

#if canImport(Glibc)
  import Glibc
#endif

/// Holds a store for one writing run; given back when the process ends, however it ends.
///
/// An advisory lock (flock) on a file beside the store, which says who holds it. The kernel
/// releases it with the process, so a killed run leaves no lock behind.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or says who holds it (`StoreFault.Cause.locked`).
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
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      Glibc.close(descriptor)
      throw StoreFault(.locked(holder: text.isEmpty ? "an unnamed process" : text))
    }
    _ = ftruncate(descriptor, 0)
    let text = Array(holder.utf8)
    _ = Glibc.write(descriptor, text, text.count)
    self.descriptor = descriptor
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }
}
