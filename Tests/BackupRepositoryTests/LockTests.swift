import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct LockTests {
  @Test(arguments: RepositoryUse.allCases, RepositoryUse.allCases)
  func `uses exclude each other as they say, and name who holds`(
    first: RepositoryUse, second: RepositoryUse
  ) throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let held = try repository.lock(first, holder: "the first, process 1")
      let isExcluded =
        first == .removing || second == .removing || (first == .adding && second == .adding)
      if isExcluded {
        expectFault(.locked(holder: "the first, process 1")) {
          _ = try repository.lock(second, holder: "the second")
        }
      } else {
        _ = try repository.lock(second, holder: "the second")
      }
      held.release()
      _ = try repository.lock(second, holder: "the second")
    }
  }

  @Test func `of several holders one is named that is in the way`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let reading = try repository.lock(.reading, holder: "a reader")
      let adding = try repository.beginAdding(holder: "a writer")
      expectFault(.locked(holder: "a writer")) { _ = try repository.beginAdding(holder: "me") }
      adding.end()
      expectFault(.locked(holder: "a reader")) { _ = try repository.beginRemoving(holder: "me") }
      let fault = #expect(throws: RepositoryFault.self) {
        try repository.beginRemoving(holder: "me")
      }
      #expect(fault?.exitCode == .locked)
      #expect(fault?.isTransient == true)
      reading.release()
      _ = try repository.beginRemoving(holder: "me")
    }
  }

  @Test func `another process excludes this one until it is dead, however it died`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      let script = """
        exec 8>locks/use; flock -s 8 || exit 1
        exec 9>locks/reading-77-1.holder; flock -x 9 || exit 1
        echo 'verify, process 77' | tr -d '\\n' >&9
        echo ready; read line
        """
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", script]
      process.currentDirectoryURL = path
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      #expect(output.fileHandleForReading.availableData == Data("ready\n".utf8))

      _ = try repository.lock(.reading, holder: "me")
      expectFault(.locked(holder: "verify, process 77")) {
        _ = try repository.beginRemoving(holder: "me")
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let holder = path.appending(path: "locks/reading-77-1.holder").path
      #expect(FileManager.default.fileExists(atPath: holder))
      let removing = try repository.beginRemoving(holder: "me")
      #expect(!FileManager.default.fileExists(atPath: holder))
      removing.end()
      let left = try FileManager.default.contentsOfDirectory(
        atPath: path.appending(path: "locks").path)
      #expect(left == ["adding", "use"])
    }
  }

  @Test func `a session that is forgotten gives the repository back`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      for _ in 1...3 { _ = try repository.beginAdding(holder: "forgotten") }
      _ = try repository.beginRemoving(holder: "me")
    }
  }
}
