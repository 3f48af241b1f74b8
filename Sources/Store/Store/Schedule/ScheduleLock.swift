import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Who alone runs the scheduled jobs of one pipeline of a store; given back when the process ends,
/// however it ends.
///
/// A few bytes of one file stand for each pipeline: the kernel locks ranges, whether or not a file is
/// that long (fcntl, F_OFD_SETLK). Runs that hold the store itself are another matter.
public final class ScheduleLock: Sendable {
  /// For what it is held.
  public enum Role: Int64, Sendable, CaseIterable {
    /// To keep the schedule, until the process ends.
    case keeping = 0
    /// To run one job.
    case running = 1
    /// To wait until another one has run its job.
    case waiting = 2
  }

  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes the lock; nil when another process, or another part of this one, has it.
  ///
  /// - Parameters:
  ///   - pipeline: The name of the pipeline.
  ///   - path: The path of the store.
  ///   - role: What for.
  /// - Returns: The lock, held as long as it is kept.
  /// - Throws: `StoreFault` where its file cannot be opened.
  public static func take(
    _ pipeline: String, ofStoreAt path: String, for role: Role
  ) throws(StoreFault) -> ScheduleLock? {
    let file = path + ".schedule.lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StoreFault(
        errno == EROFS || errno == EACCES
          ? .readOnly(path: URL(filePath: file).deletingLastPathComponent().path)
          : .cannotOpen(path: file, reason: String(cString: strerror(errno))))
    }
    var range = Glibc.flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = Int(place(of: pipeline) + role.rawValue)
    range.l_len = 1
    guard fcntl(descriptor, setLock, &range) == 0 else {
      let reason = errno
      Glibc.close(descriptor)
      guard reason == EAGAIN || reason == EACCES else {
        throw StoreFault(.cannotOpen(path: file, reason: String(cString: strerror(reason))))
      }
      return nil
    }
    return ScheduleLock(descriptor: descriptor)
  }

  deinit { Glibc.close(descriptor) }

  /// F_OFD_SETLK, which the C library gives to programs that ask for its extensions only.
  private static let setLock: Int32 = 37

  /// A place with some room behind it, the same for one name everywhere (FNV-1a).
  private static func place(of pipeline: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in pipeline.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return Int64(hash >> 3) * 4
  }
}
