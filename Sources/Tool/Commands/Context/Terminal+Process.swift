import Console
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension Terminal {
  /// The standard output and error of this process.
  static var process: Terminal {
    Terminal(
      writeOut: { writeAll($0, to: STDOUT_FILENO) },
      writeError: { writeAll($0, to: STDERR_FILENO) },
      isOutTerminal: isatty(STDOUT_FILENO) == 1, isErrorTerminal: isatty(STDERR_FILENO) == 1,
      width: {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
          return 80
        }
        return Int(size.ws_col)
      })
  }
}

/// Writes everything; a reader that went away ends the process quietly, as is the custom.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      written += count
    } else if errno != EINTR {
      if errno == EPIPE { exit(0) }
      if descriptor == STDOUT_FILENO {
        // Results are written when the work is done and committed.
        let message = """
          error: standard output: \(String(cString: strerror(errno)))
          hint: only the result was lost; what the command was to change is changed

          """
        writeAll(Array(message.utf8), to: STDERR_FILENO)
        exit(1)
      }
      // Nobody can be told that the messages are lost; the work itself may still succeed.
      return
    }
  }
}
