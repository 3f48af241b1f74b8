@testable import BackupRepository
import Backups
@testable import Commands
@testable import CommunityArchive
import Foundation
@testable import Store
import TestKit
import Testing

/// Whatever a released version has written is restored for ever.
struct BackupFixtureTests {
  @Test func `there are backups of every version of the formats and of the schema`() throws {
    let numbers = BackupFixture.all.map(\.version)
    let formats = [RepositoryConfig.version, SnapshotManifest.version, ArchiveFormat.version]
    #expect(numbers == Array(1...numbers.count) && numbers.count >= formats.max() ?? 0)
    try withTemporaryFolder { folder in
      let repository = try #require(BackupFixture.all.last).open(.plain, in: folder)
      for snapshot in try repository.snapshots() {
        #expect(try repository.manifest(snapshot).schemaVersion == Migration.currentVersion)
      }
    }
  }

  @Test func `the newest backups have rows of every table`() throws {
    let fixture = try #require(BackupFixture.all.last)
    let filled = try fixture.rows("1").filled.union(try fixture.rows("2").filled)
    #expect(
      SnapshotTable.allCases.map(\.rawValue).filter { !filled.contains($0) } == [],
      "rows of them are missing from the story, or were not there when the fixtures were written")
  }

  @Test(arguments: BackupFixture.all, BackupFixture.Door.allCases)
  func `the snapshots of every version are proved, and become the rows that they were taken of`(
    fixture: BackupFixture, door: BackupFixture.Door
  ) throws {
    try withTemporaryFolder { folder in
      let repository = try fixture.open(door, in: folder)
      #expect(repository.isEncrypted == (door != .plain))
      let proof = try RepositoryVerification(repository: repository, holder: "a test").run()
      #expect(proof.findings == [] && proof.unneeded == 0 && proof.strangers == [])
      let snapshots = try repository.snapshots()
      let manifests = try snapshots.map { try repository.manifest($0) }
      #expect(manifests.map(\.kind) == [.full, .incremental])
      #expect(manifests[1].tables.contains { $0.layers.count > 1 })
      for (number, snapshot) in zip(1..., snapshots) {
        let path = folder.appending(path: "\(number).db").path
        let summary = try SnapshotRestoring(
          repository: repository, snapshot: snapshot, path: path, holder: "a test"
        ).run()
        #expect(summary.isWhole && summary.images > 0)
        let expected = try fixture.rows("\(number)")
        #expect(try expected.differences(from: RecipeStore.open(at: path)) == [])
      }
    }
  }

  @Test(arguments: BackupFixture.all, BackupFixture.Door.allCases)
  func `a drill of every version passes`(fixture: BackupFixture, door: BackupFixture.Door) throws {
    try withTemporaryFolder { folder in
      let repository = try fixture.open(door, in: folder)
      let tool = ToolInProcess(folder: folder, parser: CachingParser())
      for snapshot in try repository.snapshots() {
        let line = "backup drill \(repository.path) \(snapshot)\(fixture.options(door))"
        let answer = tool.run(line.split(separator: " ").map(String.init), minute: 100_000)
        #expect(answer.exitCode == 0, "\(answer.text)")
      }
    }
  }

  @Test(arguments: BackupFixture.all)
  func `the archives of every version are proved, and come in with all their rows`(
    fixture: BackupFixture
  ) throws {
    try withTemporaryFolder { folder in
      let store = try BackupFixtureWriting.restored(fixture.archive, in: folder)
      #expect(try fixture.rows("archive").differences(from: store) == [])
      let proof = try BackupVerification().run(path: fixture.archive)
      #expect(proof.isSound && proof.members > 5)
    }
  }

  @Test(arguments: BackupFixture.all)
  func `no other secret opens a repository of any version`(fixture: BackupFixture) throws {
    try withTemporaryFolder { folder in
      let path = try fixture.open(.key, in: folder).path
      for secret in [
        RepositorySecret.passphrase(Array("another".utf8)),
        .keyFile([UInt8](repeating: 7, count: 40)),
      ] {
        let fault = #expect(throws: RepositoryFault.self) {
          _ = try Repository.open(at: path, secret: secret)
        }
        #expect(fault?.cause == .wrongSecret)
      }
    }
  }
}
