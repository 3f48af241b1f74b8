import Archives
import Glibc
import PipelineCore
import Synchronization

/// In which way somebody uses a repository.
public enum RepositoryUse: String, Sendable, CaseIterable {
  /// Objects and snapshots are read; nothing may be removed meanwhile.
  case reading
  /// Objects and a snapshot are added; others may read.
  case adding
  /// Objects and snapshots are removed; nobody else may use it.
  case removing

  /// Whether two uses exclude each other.
  public func excludes(_ other: RepositoryUse) -> Bool {
    self == .removing || other == .removing || (self == .adding && other == .adding)
  }
}

/// Holds a repository for one use; given back when the process ends, however it ends.
///
/// Advisory locks (flock) on two files: everybody holds `locks/use`, who removes alone, the others
/// together; who adds holds `locks/adding` besides. The kernel releases them with the process, so a
/// killed run leaves no lock behind. Who holds one stands in a file of their own, which is locked too:
/// one that is not is of somebody who is gone.
public final class RepositoryLock: Sendable {
  public let use: RepositoryUse
  private let held: Mutex<[Int32]>
  private let holderPath: Mutex<String?>

  private init(_ use: RepositoryUse, descriptors: [Int32], holderPath: String?) {
    self.use = use
    held = Mutex(descriptors)
    self.holderPath = Mutex(holderPath)
  }

  deinit {
    release()
  }

  /// Gives it back; without effect the second time.
  public func release() {
    // The name goes first: nobody shall be told of a holder who holds nothing.
    let path = holderPath.withLock { path in
      defer { path = nil }
      return path
    }
    if let path { unlink(path) }
    let descriptors = held.withLock { held in
      defer { held = [] }
      return held
    }
    for descriptor in descriptors { close(descriptor) }
  }

  /// Takes it, or says who does not let it be taken.
  ///
  /// A process that has just begun holds what the one that began it held, until it runs its own
  /// program: for such a moment a lock without a name is waited for.
  static func take(
    _ use: RepositoryUse, of folder: RepositoryFolder, holder: String
  ) throws(RepositoryFault) -> RepositoryLock {
    for _ in 1..<attempts {
      do throws(RepositoryFault) {
        return try takeAtOnce(use, of: folder, holder: holder)
      } catch {
        guard error.cause == .locked(holder: unnamed) else { throw error }
        usleep(pause)
      }
    }
    return try takeAtOnce(use, of: folder, holder: holder)
  }

  /// A second in all; the pause is in microseconds.
  private static let (attempts, pause): (Int, UInt32) = (100, 10_000)

  private static func takeAtOnce(
    _ use: RepositoryUse, of folder: RepositoryFolder, holder: String
  ) throws(RepositoryFault) -> RepositoryLock {
    guard let shared = try open("use", use, in: folder) else {
      return RepositoryLock(use, descriptors: [], holderPath: nil)
    }
    var descriptors = [shared]
    guard flock(shared, (use == .removing ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
      throw refusal(use, of: folder, closing: descriptors)
    }
    if use == .adding {
      do throws(RepositoryFault) {
        if let adding = try open("adding", use, in: folder) { descriptors.append(adding) }
      } catch {
        close(shared)
        throw error
      }
      guard flock(descriptors[descriptors.count - 1], LOCK_EX | LOCK_NB) == 0 else {
        throw refusal(use, of: folder, closing: descriptors)
      }
    }
    forgetTheDead(in: folder)
    let named = writeHolder(holder, use, in: folder)
    return RepositoryLock(
      use, descriptors: descriptors + (named.map { [$0.descriptor] } ?? []),
      holderPath: named?.path)
  }

  /// Opens a lock file; nil for a reader of a folder that takes no changes and never had one: there is
  /// nobody who could remove what they read.
  private static func open(
    _ name: String, _ use: RepositoryUse, in folder: RepositoryFolder
  ) throws(RepositoryFault) -> Int32? {
    let path = "\(RepositoryLayout.locks)/\(name)"
    let descriptor = Glibc.open(
      folder.full(path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { return descriptor }
    let code = errno
    if use == .reading, [EROFS, EACCES, EPERM, ENOENT].contains(code) {
      let readable = Glibc.open(folder.full(path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      if readable >= 0 { return readable }
      if errno == ENOENT { return nil }
    }
    throw folder.fault(
      .unwritable(WriteFault(errorNumber: code, path: folder.full(path))), path)
  }

  private static func refusal(
    _ use: RepositoryUse, of folder: RepositoryFolder, closing descriptors: [Int32]
  ) -> RepositoryFault {
    for descriptor in descriptors { close(descriptor) }
    let holders = living(in: folder).filter { $0.use.excludes(use) }.map(\.text)
    return folder.fault(.locked(holder: holders.first ?? RepositoryLock.unnamed), "")
  }
}

// Who holds it.
extension RepositoryLock {
  private static let ending = ".holder"
  private static let longestText = 500
  private static let unnamed = "an unnamed process"

  /// Writes who holds it, in a file that is locked as long as they do; nil where that cannot be.
  private static func writeHolder(
    _ holder: String, _ use: RepositoryUse, in folder: RepositoryFolder
  ) -> (path: String, descriptor: Int32)? {
    for number in 1...1000 {
      let name = "\(use.rawValue)-\(getpid())-\(number)\(ending)"
      let path = folder.full("\(RepositoryLayout.locks)/\(name)")
      let descriptor = Glibc.open(
        path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { return nil }
      _ = flock(descriptor, LOCK_EX | LOCK_NB)
      let text = Array(holder.utf8.prefix(longestText))
      _ = Glibc.write(descriptor, text, text.count)
      return (path, descriptor)
    }
    return nil
  }

  /// Those who hold it now; what the dead have left is removed.
  private static func living(
    in folder: RepositoryFolder
  ) -> [(use: RepositoryUse, text: String)] {
    var living: [(RepositoryUse, String)] = []
    let entries = (try? folder.entries(of: RepositoryLayout.locks)) ?? []
    for name in entries where name.hasSuffix(ending) {
      guard let word = name.split(separator: "-").first,
        let use = RepositoryUse(rawValue: String(word))
      else { continue }
      let path = folder.full("\(RepositoryLayout.locks)/\(name)")
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        unlink(path)
        continue
      }
      let bytes = [UInt8](unsafeUninitializedCapacity: longestText) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      living.append(
        (use, bytes.isEmpty ? unnamed : String(decoding: bytes, as: UTF8.self)))
    }
    return living
  }

  private static func forgetTheDead(in folder: RepositoryFolder) { _ = living(in: folder) }
}

extension Repository {
  /// Takes the repository for a use; a session of adding or removing does so by itself.
  ///
  /// - Parameters:
  ///   - use: What is done meanwhile.
  ///   - holder: Who does it, for those who come meanwhile.
  /// - Returns: The lock, held until it is released or forgotten.
  /// - Throws: `locked`, naming who uses it, where one use excludes the other.
  public func lock(
    _ use: RepositoryUse, holder: String
  ) throws(RepositoryFault) -> RepositoryLock {
    try RepositoryLock.take(use, of: folder, holder: holder)
  }
}
