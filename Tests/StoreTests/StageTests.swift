import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What is kept of the stages of a run of a pipeline.
struct StageTests {
  private static let noon = Instant(milliseconds: 1_795_000_000_000)
  private static let digest = Digest.sha256([1])

  private func withStore(_ body: (RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let surroundings = Surroundings(
        now: { StageTests.noon }, randomBytes: { [UInt8](repeating: 7, count: 10) })
      try body(
        try RecipeStore.create(
          at: folder.appending(path: "levain.db").path, surroundings: surroundings))
    }
  }

  private func begin(
    _ id: String, of kind: RunKind = .pipeline, under parent: RunKey? = nil, minutes: Int64 = 0,
    in transaction: WriteTransaction
  ) throws(StoreFault) -> StoredRun {
    try transaction.beginRun(
      RunRequest(
        kind: kind, fingerprint: Digest.sha256(Array(id.utf8)), label: id, parent: parent),
      id: id, at: StageTests.noon.advanced(byMilliseconds: minutes * 60_000))
  }

  private func request(_ names: [String], isWhole: Bool = true) -> PipelineRequest {
    PipelineRequest(
      StoredPipeline(
        name: "p", file: StageTests.digest, settings: StageTests.digest, isWhole: isWhole),
      stages: names.map { .init(name: $0, kind: "rollup", settings: StageTests.digest) })
  }

  @Test
  func `a stage knows the run that it began first, which refers to the moment of the pipeline`()
    throws
  {
    try withStore { store in
      try store.write { (transaction) throws in
        let run = try begin("whole", in: transaction)
        try transaction.keep(request(["a", "b"]), of: run.key)
        try transaction.beginStage(1, of: run.key, at: StageTests.noon)
        let own = try begin("own", of: .backup, under: run.key, minutes: 5, in: transaction)
        _ = try begin("second", of: .verify, under: run.key, minutes: 6, in: transaction)
        #expect(own.referenceAt == StageTests.noon && own.startedAt > StageTests.noon)
        let stages = try transaction.stages(of: run.key)
        #expect(stages.map(\.run) == [RunID("own"), nil])
        #expect(stages.map(\.state) == [.running, .waiting])
      }
    }
  }

  @Test
  func `what another pipeline failed at refers to the moment of this one, unless it imports`()
    throws
  {
    try withStore { store in
      try store.write { (transaction) throws in
        let old = try begin("yesterday", in: transaction)
        for kind in [RunKind.rollup, .import] {
          let run = try begin(kind.rawValue, of: kind, under: old.key, in: transaction)
          try transaction.finishRun(run.key, .failed, exitCode: .failed, at: StageTests.noon)
        }
        let new = try begin("today", minutes: 1440, in: transaction)
        let rollup = try begin("rollup", of: .rollup, under: new.key, in: transaction)
        #expect(rollup.attempts == 2 && rollup.referenceAt == new.referenceAt)
        // An undo tells by it what came after the import.
        let own = try begin("import", of: .import, under: new.key, in: transaction)
        #expect(own.attempts == 2 && own.referenceAt == StageTests.noon)
        try transaction.finishRun(rollup.key, .failed, exitCode: .failed, at: StageTests.noon)
        let alone = try begin("rollup", of: .rollup, minutes: 2000, in: transaction)
        #expect(alone.attempts == 3 && alone.referenceAt == new.referenceAt)
      }
    }
  }

  @Test
  func `a stage that was at work when its process was killed is interrupted, and waits again`()
    throws
  {
    try withStore { store in
      try store.write { (transaction) throws in
        let run = try begin("killed", in: transaction)
        try transaction.keep(request(["a", "b", "c"]), of: run.key)
        try transaction.beginStage(1, of: run.key, at: StageTests.noon)
        try transaction.end(1, of: run.key, as: StageEnd(.succeeded, took: 5, exitCode: .done))
        try transaction.beginStage(2, of: run.key, at: StageTests.noon)
        _ = try begin("another", of: .setup, in: transaction)
        var states = try transaction.stages(of: run.key).map(\.state)
        #expect(states == [.succeeded, .interrupted, .waiting])
        let later = StageTests.noon.advanced(byMilliseconds: 60_000)
        let resumed = try transaction.resume(run.key, at: later)
        #expect(resumed.attempts == 2 && resumed.referenceAt == StageTests.noon)
        #expect(resumed.startedAt == later && resumed.state == .running)
        states = try transaction.stages(of: run.key).map(\.state)
        #expect(states == [.succeeded, .waiting, .waiting])
        #expect(try transaction.stages(of: run.key).map(\.attempts) == [1, 1, 0])
      }
    }
  }

  @Test func `the newest run of a pipeline is no part of it that succeeded`() throws {
    try withStore { store in
      try store.write { (transaction) throws in
        #expect(try transaction.newestRun(ofPipeline: "p") == nil)
        let whole = try begin("whole", in: transaction)
        try transaction.keep(request(["a", "b"]), of: whole.key)
        try transaction.finishRun(whole.key, .failed, exitCode: .failed, at: StageTests.noon)
        let part = try begin("part", in: transaction)
        try transaction.keep(request(["b"], isWhole: false), of: part.key)
        try transaction.finishRun(part.key, .failed, exitCode: .failed, at: StageTests.noon)
        #expect(try transaction.newestRun(ofPipeline: "p")?.id == part.id)
        try transaction.finishRun(part.key, .succeeded, exitCode: .done, at: StageTests.noon)
        #expect(try transaction.newestRun(ofPipeline: "p")?.id == whole.id)
        #expect(try transaction.newestRun(ofPipeline: "q") == nil)
      }
    }
  }

  @Test func `the inputs of a stage can be kept again, in the place of those before`() throws {
    try withStore { store in
      try store.write { (transaction) throws in
        let run = try begin("run", in: transaction)
        try transaction.keep(request(["a"]), of: run.key)
        for paths in [["x", "y"], ["z"]] {
          let inputs = paths.map { StageInput(path: $0, isFound: true) }
          try transaction.keep(inputs, known: 4, ofStage: 1, of: run.key)
        }
        let inputs = try transaction.inputs(ofStage: 1, of: run.key)
        #expect(inputs == [StageInput(path: "z", isFound: true)])
        #expect(try transaction.stages(of: run.key)[0].inputs == InputCounts(read: 1, known: 4))
      }
    }
  }
}
