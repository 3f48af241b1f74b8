import Glibc
public import PipelineCore

/// A file on disk as a source; pipes are read as well, but cannot be sought in.
public final class FileByteSource: SeekableByteSource {
  private let descriptor: Int32
  private let location: SourceLocation
  /// Whether it is a regular file: its size is known and it can be sought in.
  public let isRegular: Bool
  /// How many bytes the file had when it was opened; 0 for a pipe.
  public let size: Int64
  public private(set) var position: Int64 = 0

  /// Opens the file for reading; links are followed.
  ///
  /// - Parameters:
  ///   - path: Where the file lies.
  ///   - location: The place that faults name; the path itself if nil.
  /// - Throws: A fault that says why the system refuses.
  public init(path: String, location: SourceLocation? = nil) throws(ReadFault) {
    let location = location ?? SourceLocation(archive: path)
    guard !path.utf8.contains(0) else {
      throw ReadFault(.cannotOpen(reason: "the path holds a NUL"), at: location)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ReadFault(.cannotOpen(reason: systemReason(errno)), at: location)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw ReadFault(.cannotOpen(reason: systemReason(code)), at: location)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw ReadFault(.cannotOpen(reason: "it is a folder"), at: location)
    }
    self.descriptor = descriptor
    self.location = location
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = isRegular ? Int64(status.st_size) : 0
  }

  deinit {
    close(descriptor)
  }

  public func seek(to position: Int64) {
    precondition(isRegular && position >= 0, "only a regular file is sought in")
    self.position = position
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
    while true {
      let count =
        isRegular
        ? pread(descriptor, base, buffer.count, off_t(position))
        : Glibc.read(descriptor, base, buffer.count)
      if count >= 0 {
        position += Int64(count)
        return count
      }
      guard errno == EINTR else {
        throw ReadFault(.cannotOpen(reason: systemReason(errno)), at: location)
      }
    }
  }
}

/// The system's own words for an error number, in lower case.
func systemReason(_ code: Int32) -> String {
  String(cString: strerror(code)).lowercased()
}
