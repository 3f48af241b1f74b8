#if canImport(Glibc)
  import Glibc
#endif

/// The three streams that a process starts with.
public enum StandardStreams {
  /// Keeps the numbers of streams that are closed from being given to files that are opened later.
  ///
  /// A result would be written into such a file. What stands in for them can only be read, so that
  /// writing fails and is told.
  public static func reserve() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is the one just found to be closed.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
