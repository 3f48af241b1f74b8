@testable import Commands
import ArgumentParser
import BackupRepository
import Foundation
import JSONText
import Store
import TestKit
import Testing

/// Somebody who looks after an installation with a community, recipes, and a repository of backups.
struct Operator {
  let folder: URL
  let tool: ToolInProcess
  var repository: String { folder.appending(path: "kept/backups").path }
  var storePath: String { folder.appending(path: "levain.db").path }

  /// ada, ben and cleo, two of them bakers with a recipe each; minute 0 to 9.
  init(in folder: URL) throws {
    self.folder = folder
    tool = ToolInProcess(folder: folder, parser: CachingParser())
    try FileManager.default.createDirectory(
      at: folder.appending(path: "kept"), withIntermediateDirectories: true)
    for (minute, line) in [
      "init", "user create --email ada@example.org --username Lovelace",
      "user create --email ben@example.org --username ben",
      "user create --email cleo@example.org --username cleo",
      "community create --slug bakers --name Bakers --admin ben",
      "member invite bakers --email ada@example.org --as ben@example.org",
      "recipe create --into bakers --as ada@example.org --title Rye",
      "recipe create --into bakers --as ben@example.org --title Spelt",
    ].enumerated() {
      try run(line, minute: minute)
    }
  }

  /// Runs a line of words, and expects that it ends as it should; what is done in one minute takes a
  /// salt of its own each.
  @discardableResult
  func run(
    _ line: String, minute: Int, salt: Int = 0, code: Int32 = 0
  ) throws -> String {
    let words = line.split(separator: " ").map(String.init)
    let answer = tool.run(
      words.map { $0 == "REPO" ? repository : $0 }, minute: minute, salt: salt)
    try #require(answer.exitCode == code, "\(line): \(answer.text)")
    return answer.text
  }

  /// The JSON of a line of words.
  func json(_ line: String, minute: Int, code: Int32 = 0) throws -> [String: Any] {
    let text = try run(line + " --json --quiet", minute: minute, code: code)
    let last = try #require(text.split(separator: "\n").last { $0.hasPrefix("{") }, "\(text)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
  }

  func opened() throws -> Repository { try Repository.open(at: repository) }

  func store() throws -> RecipeStore { try RecipeStore.open(at: storePath) }

  /// Everything that the repository says, shard by shard, as text; that nothing else lies in it is
  /// expected.
  func everything() throws -> String {
    let repository = try opened()
    var names: Set<ObjectName> = []
    var text = ""
    for id in try repository.snapshots() {
      let manifest = try repository.manifest(id)
      for shard in manifest.shards {
        guard names.insert(repository.name(of: shard.object.digest, .shard)).inserted else {
          continue
        }
        text += String(decoding: try repository.readShard(shard.object), as: UTF8.self)
      }
    }
    let objects = try repository.contents().objects.map(\.name).filter { $0.kind == .shard }
    #expect(Set(objects) == names, "the repository holds what no snapshot names")
    return text
  }

  /// What lies beside the repository besides it.
  var leftovers: [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "kept").path)
    return (names ?? []).filter { $0 != "backups" }
  }
}
