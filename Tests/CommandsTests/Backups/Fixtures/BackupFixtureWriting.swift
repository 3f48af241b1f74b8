import BackupRepository
import Foundation
import RecipeModel
import TestKit
import Testing

@testable import Store

/// Writes the backups of the version of today, where it is not released yet.
struct BackupFixtureWriting {
  private static let isAsked = ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] == "1"

  @Test(.enabled(if: isAsked))
  func `the fixtures of the newest version are written anew`() throws {
    let fixture = BackupFixture(version: BackupFixture.all.last?.version ?? 1)
    let files = FileManager.default
    try #require(
      !files.fileExists(atPath: fixture.folder.appending(path: "released").path),
      "what is released is never written again: begin the folder of the next version")
    try withTemporaryFolder { folder in
      // Where an import found something is kept: paths as they are said, from the folder.
      let before = files.currentDirectoryPath
      try #require(files.changeCurrentDirectoryPath(folder.path))
      defer { _ = files.changeCurrentDirectoryPath(before) }
      try Self.prepare(fixture, in: folder)
      var story = try FixtureStory(in: folder)
      for part in 0...1 {
        try story.tell(part)
        let store = try RecipeStore.open(at: folder.appending(path: "levain.db").path)
        if part == 0 { try story.leaveUnfinished(in: store) }
        let queries = try store.read { (transaction) throws in
          try transaction.queriesOfEverything()
        }
        try Self.write(ExpectedRows(of: store, asking: queries), "\(part + 1)", to: fixture)
        try story.tell("backup create plain --label part-\(part + 1)")
        try story.tell("backup create sealed --passphrase-file passphrase")
      }
      try story.tell("backup export archive.tar")
      let store = try Self.restored(folder.appending(path: "archive.tar").path, in: folder)
      let queries = try store.read { (transaction) throws in
        try transaction.queriesOfWhatIsSeen()
      }
      try Self.write(ExpectedRows(of: store, asking: queries), "archive", to: fixture)
      for name in ["plain", "sealed", "archive.tar", "passphrase", "key"] {
        let place = fixture.folder.appending(path: name)
        try? files.removeItem(at: place)
        try files.copyItem(at: folder.appending(path: name), to: place)
        try? files.removeItem(at: place.appending(path: "locks"))
      }
    }
  }

  /// The store that an archive makes of an empty one.
  static func restored(_ archive: String, in folder: URL) throws -> RecipeStore {
    let path = folder.appending(path: "restored.db").path
    let tool = ToolInProcess(folder: folder, parser: CachingParser())
    for words in [["init"], ["backup", "restore", archive]] {
      let answer = tool.run(words + ["--store", path], minute: 200_000)
      try #require(answer.exitCode == 0, "\(answer.text)")
    }
    return try RecipeStore.open(at: path)
  }

  /// Lays out secrets, and the encrypted repository: the settings that are there stay, so that equal
  /// snapshots make equal files.
  private static func prepare(_ fixture: BackupFixture, in folder: URL) throws {
    let files = FileManager.default
    try files.createDirectory(at: fixture.folder, withIntermediateDirectories: true)
    try Data("correct horse battery staple\n".utf8).write(to: folder.appending(path: "passphrase"))
    try Data("0123456789 is no good key, but a long one".utf8)
      .write(to: folder.appending(path: "key"))
    let settings = "sealed/levain-repository.json"
    let sealed = folder.appending(path: "sealed")
    if files.fileExists(atPath: fixture.folder.appending(path: settings).path) {
      for name in ["snapshots", "objects", "images", "locks"] {
        try files.createDirectory(
          at: sealed.appending(path: name), withIntermediateDirectories: true)
      }
      try files.copyItem(
        at: fixture.folder.appending(path: settings), to: folder.appending(path: settings))
    } else {
      let repository = try Repository.create(
        at: sealed.path, secret: .passphrase(Array("correct horse battery staple".utf8)),
        id: "fixture", createdAt: .init(milliseconds: 1_772_323_200_000))
      try repository.add(
        .keyFile(Array(try Data(contentsOf: folder.appending(path: "key")))), holder: "a test")
    }
  }

  private static func write(
    _ rows: ExpectedRows, _ name: String, to fixture: BackupFixture
  ) throws {
    try rows.text().write(
      to: fixture.folder.appending(path: "rows-\(name).jsonl"), atomically: true, encoding: .utf8)
  }
}
