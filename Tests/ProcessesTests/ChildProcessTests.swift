import Foundation
import Processes
import TestKit
import Testing

struct ChildProcessTests {
  /// A shell that runs a script, whose output goes to a file in a folder.
  private func shell(
    _ script: String, in folder: URL, input: [UInt8] = [], timeLimit: Duration? = nil,
    grace: Duration = .seconds(10)
  ) -> ChildProcess {
    ChildProcess(
      executable: "/bin/sh", arguments: ["-c", script],
      environment: ["PATH": "/usr/bin:/bin", "GREETING": "hello"], folder: folder.path,
      input: input, output: .file(path: folder.appending(path: "said").path),
      timeLimit: timeLimit, grace: grace)
  }

  private func said(in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: "said"), encoding: .utf8)
  }

  /// Waits for a text to be said; a test that waits for more than ten seconds has failed.
  private func wait(for text: String, in folder: URL) async throws {
    for _ in 0..<1000 {
      if let said = try? said(in: folder), said.contains(text) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("\(text) was never said")
  }

  @Test func `a program has its arguments, its environment alone, its folder and what it reads`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let script = #"echo "$GREETING $HOME."; pwd -P; cat; echo problem >&2; exit 3"#
      let ending = try await shell(script, in: folder, input: Array("a line\n".utf8)).run()
      #expect(ending == ChildEnding(status: .exited(code: 3)))
      #expect(!ending.isSuccess)
      let place = folder.resolvingSymlinksInPath().path
      let said = try said(in: folder)
      #expect(said == "hello .\n\(place)\na line\nproblem\n")
    }
  }

  @Test func `a program that reads nothing of much ends as it likes`() async throws {
    try await withTemporaryFolder { folder in
      let much = [UInt8](repeating: 0x61, count: 4_000_000)
      let ending = try await shell("exit 0", in: folder, input: much).run()
      #expect(ending.isSuccess)
      let second = try await shell("wc -c", in: folder, input: much).run()
      #expect(second.isSuccess)
      let said = try said(in: folder)
      #expect(said == "4000000\n")
    }
  }

  @Test func `a program that cannot be started is told, with why`() async throws {
    try await withTemporaryFolder { folder in
      var child = shell("exit 0", in: folder)
      child.executable = "/nowhere/program"
      await #expect(throws: ChildFault(executable: "/nowhere/program", reason: "no such program")) {
        try await child.run()
      }
      child = shell("exit 0", in: folder.appending(path: "missing"))
      child.output = .discarded
      await #expect(throws: ChildFault(executable: "/bin/sh", reason: "its folder is not there")) {
        try await child.run()
      }
    }
  }

  @Test func `a program is killed by itself, and that is told`() async throws {
    try await withTemporaryFolder { folder in
      let ending = try await shell("kill -9 $$", in: folder).run()
      #expect(ending == ChildEnding(status: .signalled(9)))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGPIPE])
  func `a program has the usual signals, though they are held back here`(
    signal number: Int32
  ) async throws {
    try await withTemporaryFolder { folder in
      let child = shell("kill -\(number) $$; sleep 1; exit 5", in: folder)
      let ending = try await onOwnThread {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        return try child.runAndWait()
      }
      #expect(ending == ChildEnding(status: .signalled(number)))
    }
  }

  @Test func `a program that takes too long is asked to end, and may end well`() async throws {
    try await withTemporaryFolder { folder in
      let ending = try await shell(
        "trap 'echo asked; exit 7' TERM; sleep 60 & wait", in: folder, timeLimit: .milliseconds(200)
      ).run()
      #expect(ending == ChildEnding(status: .exited(code: 7), endedBecause: .timeLimit))
      let said = try said(in: folder)
      #expect(said == "asked\n")
    }
  }

  @Test func `one that does not heed it is killed after the grace, with what it started`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let ending = try await shell(
        "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & wait",
        in: folder, timeLimit: .milliseconds(300), grace: .milliseconds(200)
      ).run()
      #expect(ending == ChildEnding(status: .signalled(9), endedBecause: .timeLimit))
      try await expectGone(in: folder)
    }
  }

  @Test func `what a stopped program leaves behind is killed`() async throws {
    try await withTemporaryFolder { folder in
      let child = shell(
        "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & trap 'exit 0' TERM; wait",
        in: folder)
      let ending = try await onOwnThread {
        try child.runAndWait(shouldStop: { (try? said(in: folder))?.hasSuffix("\n") ?? false })
      }
      #expect(ending == ChildEnding(status: .exited(code: 0), endedBecause: .stopped))
      try await expectGone(in: folder)
    }
  }

  @Test func `a stop that comes before the start is heeded`() async throws {
    try await withTemporaryFolder { folder in
      let stop = StopRequest()
      stop.ask()
      let ending = try await shell("sleep 60", in: folder).run(stop: stop)
      #expect(ending == ChildEnding(status: .signalled(15), endedBecause: .stopped))
    }
  }

  @Test func `killing does not wait for the grace`() async throws {
    try await withTemporaryFolder { folder in
      let stop = StopRequest()
      let child = shell("trap '' TERM; echo ready; while :; do sleep 1; done", in: folder)
      async let ending = child.run(stop: stop)
      try await wait(for: "ready", in: folder)
      stop.ask()
      stop.kill()
      let known = try await ending
      #expect(known == ChildEnding(status: .signalled(9), endedBecause: .stopped))
    }
  }

  @Test func `cancelling the task ends the program`() async throws {
    try await withTemporaryFolder { folder in
      let child = shell("echo ready; exec sleep 60", in: folder)
      let task = Task { try await child.run() }
      try await wait(for: "ready", in: folder)
      task.cancel()
      let ending = try await task.value
      #expect(ending.status == .signalled(15))
    }
  }

  @Test func `a process is known again by its number and its start`() async throws {
    try await withTemporaryFolder { folder in
      let stop = StopRequest()
      let (identities, continuation) = AsyncStream.makeStream(of: ProcessIdentity.self)
      async let ending = shell("exec sleep 60", in: folder).run(
        stop: stop, didStart: { continuation.yield($0) })
      var seen: ProcessIdentity?
      for await identity in identities {
        seen = identity
        break
      }
      let identity = try #require(seen)
      #expect(identity.isAlive)
      #expect(!ProcessIdentity(number: identity.number, mark: "another").isAlive)
      ProcessIdentity(number: identity.number, mark: "another").end(kills: true)
      #expect(identity.isAlive)
      identity.end(kills: false)
      let known = try await ending
      #expect(known == ChildEnding(status: .signalled(15)))
      #expect(!identity.isAlive)
      identity.end(kills: true)
      #expect(try #require(ProcessIdentity.own).isAlive)
    }
  }

  @Test func `many run at once, each waited for by a thread`() async throws {
    let endings = try await withThrowingTaskGroup(of: ChildEnding.self) { group in
      for index in 0..<8 {
        group.addTask {
          try await onOwnThread {
            try ChildProcess(
              executable: "/bin/sleep", arguments: ["60"], environment: [:], output: .discarded,
              timeLimit: .milliseconds(50 + index * 10)
            ).runAndWait()
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let expected = ChildEnding(status: .signalled(15), endedBecause: .timeLimit)
    #expect(endings == [ChildEnding](repeating: expected, count: 8))
  }

  /// Whether the process that said its number is gone, shortly after.
  private func expectGone(in folder: URL) async throws {
    let number = try #require(
      Int32(try said(in: folder).trimmingCharacters(in: .whitespacesAndNewlines)))
    for _ in 0..<100 where ProcessIdentity(of: number) != nil {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(ProcessIdentity(of: number) == nil)
  }
}
