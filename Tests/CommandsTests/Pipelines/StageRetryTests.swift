@testable import Commands
import BackupRepository
import Foundation
import PipelineCore
@testable import Store
import TestKit
import Testing

/// What becomes of stages that fail for a reason that may pass.
struct StageRetryTests {
  private func desk(in folder: URL, retry: String) throws -> PipelineDesk {
    let desk = PipelineDesk(in: folder)
    try desk.write(
      "p.yaml",
      """
      pipeline: p
      stages:
        - init
        - backup: { repository: "${HERE}/backups" }
          retry: \(retry)
        - views: { from: "${HERE}/nothing.jsonl" }
          needs: init
          retry: 5
      """)
    #expect(desk.run(["init"]) == 0)
    #expect(desk.run(["backup", "create", desk.path("backups")]) == 0, "\(desk.said)")
    return desk
  }

  @Test func `a stage is tried again with doubling pauses until it succeeds`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, retry: "{ attempts: 4, pause: 3s }")
      let repository = try Repository.open(at: desk.path("backups"))
      let lock = try repository.lock(.removing, holder: "somebody")
      let release = Release(lock)
      // Three seconds, and then four of six.
      desk.run(["run", desk.path("p.yaml")], pausing: { if $0 == 7 { release.release() } })
      #expect(desk.pauses == Array(repeating: .seconds(1), count: 9), "\(desk.said)")
      #expect(desk.said.contains("attempt 2 of 4 in 3"))
      #expect(desk.said.contains("attempt 3 of 4 in 6"))
      // What fails for another reason is tried once.
      #expect(try desk.stages() == ["init succeeded 1", "backup succeeded 3", "views failed 1"])
    }
  }

  @Test func `a stage fails when all of its attempts did`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, retry: "{ attempts: 2, pause: 2s }")
      let lock = try Repository.open(at: desk.path("backups"))
        .lock(.removing, holder: "somebody")
      defer { lock.release() }
      #expect(desk.run(["run", desk.path("p.yaml"), "--only", "backup"]) == 5)
      #expect(desk.pauses.count == 2)
      #expect(try desk.stages() == ["backup failed 2"])
    }
  }
}

/// A lock that is released in a while.
private final class Release: @unchecked Sendable {
  private let lock: RepositoryLock

  init(_ lock: RepositoryLock) { self.lock = lock }

  func release() { lock.release() }
}
