import ArgumentParser
@testable import Commands
import Console
import Foundation
import PipelineCore
import RecipeModel
import Store
import Synchronization
import TestKit
import Testing

/// What a run does while another holds the store (`--wait`).
struct WaitTests {
  @Test func `a run waits until the store is free, and says once for whom`() throws {
    try withTemporaryFolder { folder in
      let desk = try WaitingDesk(in: folder)
      desk.hold()
      let code = desk.run(["purge", "--wait"]) { pauses in if pauses == 50 { desk.release() } }
      #expect(code == 0)
      #expect(desk.pauses.count == 50)
      #expect(
        desk.said.components(separatedBy: "waiting until another run has ended: somebody").count
          == 2)
    }
  }

  @Test(
    arguments: [
      ("--wait=1s", 1000), ("--wait=2m", 120_000), ("--wait=0s", 0), (nil, 0),
    ] as [(String?, Int64)])
  func `a wait ends with its duration, on a clock that stands still`(
    option: String?, waited: Int64
  ) throws {
    try withTemporaryFolder { folder in
      let desk = try WaitingDesk(in: folder)
      desk.hold()
      let code = desk.run(["purge"] + (option.map { [$0] } ?? []))
      #expect(code == PipelineCore.ExitCode.locked.rawValue)
      #expect(desk.pauses.reduce(.zero, +) == .milliseconds(waited))
      #expect(desk.pauses.allSatisfy { $0 >= .milliseconds(100) }, "it is looked at too often")
      #expect(desk.said.contains("another run holds the store: somebody"))
    }
  }

  @Test(arguments: ["30s", "5m", "2h"])
  func `a duration has a unit`(text: String) throws {
    let command = try Levain.parseAsRoot(["quarantine", "discard", "7", "--wait", text])
    let discard = try #require(command as? QuarantineDiscardCommand)
    #expect(discard.numbers == [7])
    #expect(
      discard.waiting.patience
        == .limited(milliseconds: ["30s": 30_000, "5m": 300_000, "2h": 7_200_000][text] ?? 0))
  }

  @Test(arguments: ["7", "s", "5y", "-1s", "1.5s", "99999999s", "inbox/"])
  func `what has none is not taken for one`(text: String) {
    #expect(throws: (any Error).self) {
      try Levain.parseAsRoot(["quarantine", "discard", "--wait", text, "8"])
    }
  }
}

/// A store that somebody else holds, and a tool whose time passes when the test says so.
private final class WaitingDesk: Sendable {
  private let path: String
  private let held = Mutex<RunLock?>(nil)
  private let slept = Mutex<[Duration]>([])
  private let output = Mutex<[UInt8]>([])

  init(in folder: URL) throws {
    path = folder.appending(path: "levain.db").path
    _ = try RecipeStore.create(at: path, surroundings: WaitingDesk.surroundings)
  }

  private static let surroundings = Surroundings(
    now: { Instant(milliseconds: 1_795_000_000_000) },
    randomBytes: { [UInt8](repeating: 7, count: 10) })

  var pauses: [Duration] { slept.withLock { $0 } }
  var said: String { output.withLock { String(decoding: $0, as: UTF8.self) } }

  func hold() {
    held.withLock { $0 = try? RunLock(storePath: path, holder: "somebody") }
  }

  func release() {
    held.withLock { $0 = nil }
  }

  func run(_ arguments: [String], afterPause: @escaping @Sendable (Int) -> Void = { _ in }) -> Int32
  {
    let context = CommandContext(
      surroundings: WaitingDesk.surroundings,
      terminal: Terminal(
        writeOut: { _ in }, writeError: { [self] bytes in output.withLock { $0 += bytes } },
        isOutTerminal: false, isErrorTerminal: false, width: { 80 }),
      environment: ["LEVAIN_STORE": path], heedsSignals: false,
      sleep: { [self] pause in
        let count = slept.withLock { slept in
          slept.append(pause)
          return slept.count
        }
        afterPause(count)
      })
    return CommandLineTool(context: context).run(arguments)
  }
}
