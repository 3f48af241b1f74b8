import Foundation
import Glibc
import TestKit
import Testing

@testable import Store

/// One writing run at a time, whatever became of the one before.
struct RunLockTests {
  @Test func `only one run holds a store, and a released store can be held again`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      do {
        let lock = try RunLock(storePath: path, holder: "first")
        _ = withExtendedLifetime(lock) {
          #expect(throws: StoreFault(.locked(holder: "first"))) {
            try RunLock(storePath: path, holder: "second")
          }
        }
      }
      _ = try RunLock(storePath: path, holder: "third")
    }
  }

  @Test func `the lock of a killed process holds nobody up, and its name is never shown`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "levain-lock-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "levain.db").path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let lock = try RunLock(storePath: path, holder: "levain import, process \(getpid())")
      withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
    }
    let left = try String(contentsOfFile: path + ".lock", encoding: .utf8)
    #expect(left.hasPrefix("levain import, process "), "a killed process cannot take its name back")

    // The next one holds the lock, and has not written its own name yet.
    let next = Glibc.open(path + ".lock", O_RDWR | O_CLOEXEC)
    #expect(flock(next, LOCK_EX | LOCK_NB) == 0)
    #expect(throws: StoreFault(.locked(holder: "an unnamed process"))) {
      try RunLock(storePath: path, holder: "third")
    }
    Glibc.close(next)

    let lock = try RunLock(storePath: path, holder: "fourth, process \(getpid())")
    _ = withExtendedLifetime(lock) {
      #expect(throws: StoreFault(.locked(holder: "fourth, process \(getpid())"))) {
        try RunLock(storePath: path, holder: "fifth")
      }
    }
  }

  @Test func `a store that another run holds may be free later`() {
    #expect(StoreFault(.locked(holder: "an import")).isTransient)
  }
}
