import Foundation
import Glibc
import Import
import PipelineCore
import Store
import Synchronization
import TestKit
import Testing

struct InterruptionTests {
  @Test func `a run that is asked to stop goes on later as if it had not stopped`() throws {
    try withTemporaryFolder { folder in
      let whole = try Kitchen(in: folder, named: "whole.db")
      let path = try whole.file("a.jsonl", Kitchen.lines(0..<95) + "{}\n" + Kitchen.lines(90..<99))
      let undisturbed = try whole.run([path], batchRecords: 10)

      let stopped = try Kitchen(in: folder, named: "stopped.db")
      var attempts = 0
      while true {
        attempts += 1
        do {
          let outcome = try stopped.run(
            [path], batchRecords: 10, observer: Observer(shouldStop: { true }))
          #expect(outcome.total == undisturbed.total)
          break
        } catch is Interrupted {
          continue
        }
      }
      #expect(attempts > 5)
      #expect(try stopped.contents() == whole.contents())
      #expect(try stopped.integer("SELECT count(*) FROM run") == 1)
    }
  }

  @Test(arguments: 1..<9, [1, 3])
  func `a run that is killed goes on later as if it had not been`(
    batch: Int, batchesOfTransaction: Int
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "levain-kill-\(getpid())-\(batch)-\(batchesOfTransaction)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try Kitchen(in: folder, named: "whole.db")
    let path = try whole.file("a.jsonl", Kitchen.lines(0..<75) + "{}\n" + Kitchen.lines(70..<82))
    let undisturbed = try whole.run(
      [path], batchRecords: 10, batchesOfTransaction: batchesOfTransaction)

    await #expect(processExitsWith: .signal(SIGKILL)) {
      [
        folder = folder.path as String, path = path as String, batch = batch as Int,
        batchesOfTransaction = batchesOfTransaction as Int
      ] in
      let kitchen = try Kitchen(in: URL(filePath: folder), named: "killed.db")
      let batches = Mutex(0)
      _ = try kitchen.run(
        [path], batchRecords: 10, batchesOfTransaction: batchesOfTransaction,
        observer: Observer(progress: { _ in
          let count = batches.withLock { count in
            count += 1
            return count
          }
          if count == batch { kill(getpid(), SIGKILL) }
        }))
    }

    let killed = try Kitchen(reopening: "killed.db", in: folder)
    let outcome = try killed.run(
      [path], batchRecords: 10, batchesOfTransaction: batchesOfTransaction)
    #expect(outcome.total == undisturbed.total)
    #expect(try killed.contents() == whole.contents())
    #expect(try killed.integer("SELECT attempts FROM run") == 2)
  }
}

extension Kitchen {
  /// Opens a kitchen that another process made.
  init(reopening name: String, in folder: URL) throws {
    self.init(
      folder: folder, store: try RecipeStore.open(at: folder.appending(path: name).path),
      cook: UserKey(1), community: CommunityKey(1))
  }
}
