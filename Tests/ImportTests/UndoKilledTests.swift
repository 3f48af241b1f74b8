import Foundation
import Glibc
import Import
import PipelineCore
import RecipeModel
import Store
import Synchronization
import TestKit
import Testing

struct UndoKilledTests {
  @Test(arguments: [1, 2, 4, 7, 9])
  func `an undo that is killed goes on where it was, and ends as one that was not`(
    batch: Int
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "levain-undo-\(getpid())-\(batch)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let kitchen = try Kitchen(in: folder, named: "killed.db")
    _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<6))])
    try kitchen.people.edit(try kitchen.recipe(5), as: kitchen.theCook)
    let before = try WholeStore(kitchen.store)
    let path = try kitchen.richArchive("box.tar")
    _ = try kitchen.run([
      path, try kitchen.file("b.jsonl", Kitchen.lines(0..<14, step: "Steam")),
    ])
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder.path as String, batch = batch as Int] in
      let kitchen = try Kitchen(reopening: "killed.db", in: URL(filePath: folder))
      let batches = Mutex(0)
      try kitchen.undo(
        try kitchen.importRun(),
        observer: Observer(progress: { _ in
          let count = batches.withLock { count in
            count += 1
            return count
          }
          if count == batch { kill(getpid(), SIGKILL) }
        }))
    }
    let outcome = try kitchen.undo(try kitchen.importRun())
    #expect(outcome.left == [])
    #expect(
      (outcome.counts.recipes, outcome.counts.updates, outcome.counts.proposals) == (12, 5, 1))
    #expect(try WholeStore(kitchen.store).differences(from: before) == [])
    #expect(try kitchen.integer("SELECT attempts FROM run WHERE kind = 'undo'") == 2)
  }
}
