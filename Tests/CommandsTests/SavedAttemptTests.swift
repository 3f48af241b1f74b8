import ArgumentParser
import Communities
@testable import Commands
import Console
import Foundation
import Import
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

/// Plans of imports that an earlier attempt began.
struct SavedAttemptTests {
  @Test func `a plan goes on with the attempt that it was made after`() throws {
    try withTemporaryFolder { folder in
      let desk = try PlanningDesk(in: folder)
      try desk.beginImport()
      try desk.savePlan()
      try desk.apply()
      #expect(try desk.runs() == ["import succeeded 2"])
    }
  }

  @Test func `a plan goes on with an attempt that was killed again since`() throws {
    try withTemporaryFolder { folder in
      // Two whole batches and a part, each of which an attempt stores before it is stopped.
      let desk = try PlanningDesk(in: folder, recipes: 5001)
      try desk.beginImport()
      try desk.savePlan()
      try desk.beginImport()
      try desk.apply()
      #expect(try desk.runs() == ["import succeeded 3"])
    }
  }

  @Test func `a plan is refused once somebody finished the attempt that it would go on with`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try PlanningDesk(in: folder)
      try desk.beginImport()
      try desk.savePlan()
      try desk.finishImport()
      #expect(throws: SavedPlanFault(.attemptEnded, path: desk.plan)) { try desk.apply() }
      #expect(try desk.runs() == ["import succeeded 2"])
    }
  }

  @Test func `a plan is refused once somebody took back the attempt that it would go on with`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try PlanningDesk(in: folder)
      try desk.beginImport()
      try desk.savePlan()
      try desk.takeBack()
      #expect(throws: SavedPlanFault(.attemptEnded, path: desk.plan)) { try desk.apply() }
      // Nor may it go on with one that was begun after that.
      try desk.beginImport()
      #expect(throws: SavedPlanFault(.attemptEnded, path: desk.plan)) { try desk.apply() }
    }
  }
}

/// A store with a user, an archive for her catalogue, and a plan of importing it.
private struct PlanningDesk {
  let plan: String
  private let store: RecipeStore
  private let work: ImportWork
  private let session: CommandSession

  private static let noon = Instant(milliseconds: 1_795_000_000_000)

  init(in folder: URL, recipes: Int = 5) throws {
    let path = folder.appending(path: "levain.db").path
    let random = RandomBytes(seed: 1)
    let surroundings = Surroundings(now: { PlanningDesk.noon }, randomBytes: { random.next() })
    store = try RecipeStore.create(at: path, surroundings: surroundings)
    _ = try store.write { (transaction) throws in
      try transaction.insert(
        NewUser(
          id: UserID("ada"), email: "ada@example.org", username: "ada",
          createdAt: PlanningDesk.noon))
    }
    let archive = folder.appending(path: "a.jsonl")
    let lines = (0..<recipes).map {
      #"{"title":"Loaf \#($0)","ingredients":["rye"],"directions":["Bake."]}"#
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: archive)
    work = ImportWork(
      place: .catalogue, importer: "ada@example.org", paths: [archive.path],
      options: ImportOptions())
    plan = folder.appending(path: "plan.json").path
    let silent = Terminal(
      writeOut: { _ in }, writeError: { _ in }, isOutTerminal: false, isErrorTerminal: false,
      width: { 80 })
    let context = CommandContext(
      surroundings: surroundings, terminal: silent, environment: [:], heedsSignals: false,
      sleep: { _ in })
    session = CommandSession(
      context: context, options: try GlobalOptions.parse([]), storePath: path)
  }

  private func bench(_ observer: Observer = Observer()) -> Workbench {
    Workbench(session: session, store: store, observer: observer)
  }

  /// Imports the archive, and is stopped once the first batch is stored.
  func beginImport() throws {
    #expect(throws: Interrupted.self) {
      try work.run(at: bench(Observer(shouldStop: { true })))
    }
  }

  func finishImport() throws { _ = try work.run(at: bench()) }

  func savePlan() throws { _ = try SavedPlanWork(path: plan).save(work, at: bench()) }

  func apply() throws { _ = try SavedPlanWork(path: plan).apply(at: bench()) }

  func takeBack() throws {
    let run = try #require(try store.read { try $0.runs(limit: 1) }.first)
    let request = try #require(try store.read { try $0.importRequest(of: run.key) })
    let surroundings = session.surroundings
    let undoer = try CommunityActions(store: store, surroundings: surroundings)
      .resolveUndo(of: run.id, request, as: .operator)
    _ = try ImportUndo(store: store, surroundings: surroundings)
      .run(run, by: undoer, observer: Observer())
  }

  /// Every run, oldest first: kind, state and how often it was begun.
  func runs() throws -> [String] {
    try store.read { try $0.runs(limit: 9) }.reversed().map {
      "\($0.kind.rawValue) \($0.state.rawValue) \($0.attempts)"
    }
  }
}
