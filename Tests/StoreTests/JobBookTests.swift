import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Schedule
import TestKit
import Testing

@testable import Store

struct JobBookTests {
  private static let noon = Instant(milliseconds: 1_795_000_000_000)

  private func withBook(_ body: (JobBook, RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path,
        surroundings: Surroundings(
          now: { JobBookTests.noon }, randomBytes: { [UInt8](repeating: 7, count: 10) }))
      try body(JobBook(store), store)
    }
  }

  private func job(
    _ minute: Int64, _ state: JobState, reason: JobReason? = nil, attempts: Int = 1
  ) -> ScheduledJob {
    let due = JobBookTests.noon.advanced(byMilliseconds: minute * 60_000)
    return ScheduledJob(
      pipeline: "nightly", dueAt: due, state: state, reason: reason, startsAt: due,
      startedAt: state == .pending ? nil : due, endedAt: state.isEnded ? due : nil,
      attempts: attempts, failures: 0, missedBefore: 3)
  }

  @Test(arguments: JobState.allCases) func `a job is read as it was kept`(state: JobState) throws {
    try withBook { book, store in
      for (index, reason) in (JobReason.allCases.map(Optional.some) + [nil]).enumerated() {
        let kept = job(Int64(index), state, reason: reason)
        try book.keep([kept])
        let read = try store.read { try $0.jobs(of: "nightly", limit: 1) }
        #expect(read.map(\.job) == [kept])
      }
      let open = try store.read { try $0.openJobs(of: "nightly") }
      #expect(open.count == (state.isEnded ? 0 : JobReason.allCases.count + 1))
    }
  }

  @Test func `an attempt is of its own process and run, which a later one forgets`() throws {
    try withBook { book, store in
      let key = try #require(try book.keep([job(0, .running)]).first)
      try book.keep(process: 4711, mark: "boot/1", of: key)
      let run = try store.write { (transaction) throws(StoreFault) in
        let run = try transaction.beginRun(
          RunRequest(kind: .pipeline, fingerprint: Digest.sha256([1]), label: "nightly"),
          id: "run-1", at: JobBookTests.noon)
        try transaction.keep(run.key, of: key)
        return run
      }
      try book.keep([job(0, .retrying, reason: .lost)], exitCode: 75)
      var read = try #require(try store.read { try $0.openJobs(of: "nightly") }.first)
      #expect(read.process == StoredJob.Process(number: 4711, mark: "boot/1"))
      #expect(read.run == StoredJob.Run(id: run.id, state: .running, exitCode: nil))
      #expect(read.exitCode == 75)
      // A run that comes too late is of an attempt that was given up.
      try store.write { (transaction) throws(StoreFault) in try transaction.keep(run.key, of: key) }
      try book.keep([job(0, .running, attempts: 2)])
      read = try #require(try store.read { try $0.openJobs(of: "nightly") }.first)
      #expect(read.key == key && read.process == nil && read.run == nil && read.exitCode == nil)
    }
  }

  @Test func `a schedule is known since it was first seen, or seen again after another`() throws {
    try withBook { book, _ in
      let later = JobBookTests.noon.advanced(byMilliseconds: 1000)
      let seen = try [
        book.know("@daily UTC", of: "nightly", at: JobBookTests.noon),
        book.know("@daily UTC", of: "nightly", at: later),
        book.know("@daily UTC", of: "weekly", at: later),
        book.know("@hourly UTC", of: "nightly", at: later),
        book.know("@daily UTC", of: "nightly", at: later),
      ]
      #expect(seen == [JobBookTests.noon, JobBookTests.noon, later, later, later])
    }
  }

  @Test func `jobs are kept while another run holds the store`() throws {
    try withBook { book, store in
      let lock = try RunLock(storePath: store.path, holder: "somebody")
      try withExtendedLifetime(lock) { _ = try book.keep([job(0, .running)]) }
    }
  }

  @Test func `of ended jobs the newest ten thousand are kept, and all that are open`() throws {
    try withBook { book, store in
      try book.keep([job(-1, .retrying)])
      try book.keep((0..<Int64(JobBook.limit - 1)).map { job($0, .skipped) })
      try book.keep([job(20_000, .succeeded), job(20_001, .succeeded), job(20_002, .failed)])
      let kept = try store.read { try $0.jobs(of: "nightly", limit: 100_000) }
      #expect(kept.count == JobBook.limit + 1)
      #expect(kept.last?.job.state == .retrying)
      #expect(kept.first?.job.state == .failed)
    }
  }

  @Test func `one process alone runs the jobs of a pipeline`() throws {
    try withBook { _, store in
      let take = { (name: String, role: ScheduleLock.Role) in
        try ScheduleLock.take(name, ofStoreAt: store.path, for: role)
      }
      var lock = try take("nightly", .running)
      #expect(lock != nil)
      #expect(try take("nightly", .running) == nil)
      #expect(try take("nightly", .keeping) != nil)
      #expect(try take("nightly", .waiting) != nil)
      #expect(try take("weekly", .running) != nil)
      lock = nil
      #expect(try take("nightly", .running) != nil)
      _ = lock
    }
  }
}
