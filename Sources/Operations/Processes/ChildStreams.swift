import Foundation
import Glibc
import SystemPackage

/// The three streams of a program that is started.
///
/// What it reads lies in a file without a name, whole, before it starts: a program that reads none of it, or ends
/// in the middle, is then no matter of pipes that break or fill up.
struct ChildStreams {
  let input: FileDescriptor
  let output: FileDescriptor
  let error: FileDescriptor
  private var opened: [FileDescriptor] = []

  /// Throws `Errno` where one of them cannot be opened.
  init(input bytes: [UInt8], output: ChildOutput) throws {
    var opened: [FileDescriptor] = []
    do {
      input = try ChildStreams.input(bytes)
      opened.append(input)
      switch output {
      case .inherited:
        self.output = .standardOutput
        error = .standardError
      case .standardError:
        self.output = .standardError
        error = .standardError
      case .discarded:
        let sink = try FileDescriptor.open(
          "/dev/null", .writeOnly, options: [.closeOnExec], retryOnInterrupt: true)
        opened.append(sink)
        self.output = sink
        error = sink
      case .file(let path):
        let file = try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec],
          permissions: [.ownerReadWrite, .groupRead, .otherRead])
        opened.append(file)
        self.output = file
        error = file
      }
    } catch {
      for descriptor in opened { try? descriptor.close() }
      throw error
    }
    self.opened = opened
  }

  func close() {
    for descriptor in opened { try? descriptor.close() }
  }

  private static func input(_ bytes: [UInt8]) throws -> FileDescriptor {
    guard !bytes.isEmpty else {
      return try FileDescriptor.open(
        "/dev/null", .readOnly, options: [.closeOnExec], retryOnInterrupt: true)
    }
    let places = String(repeating: "X", count: 6)
    var path = Array((NSTemporaryDirectory() + "/levain-input-" + places).utf8CString)
    let number = mkstemp(&path)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    // It has no name for anybody else, and is gone with the last who has it open.
    unlink(path)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    let descriptor = FileDescriptor(rawValue: number)
    do {
      _ = try descriptor.writeAll(bytes)
      _ = try descriptor.seek(offset: 0, from: .start)
    } catch {
      try? descriptor.close()
      throw error
    }
    return descriptor
  }
}
