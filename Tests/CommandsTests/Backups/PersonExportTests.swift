@testable import Backups
@testable import Commands
import Archives
import BackupRepository
import Foundation
import RecipeCoding
import RecipeModel
import Store
import TestKit
import Testing

/// Everything of and about one person (R7, R23).
struct PersonExportTests {
  /// An installation in which ada has done something of every kind.
  private func keeper(in folder: URL) throws -> Operator {
    let keeper = try Operator(in: folder)
    for (offset, line) in [
      "community create --slug cooks --name Cooks --admin cleo",
      "member invite cooks --email ada@example.org --as cleo@example.org",
      "recipe create --into cooks --as cleo@example.org --title Secret-Soup",
      "member leave cooks --as ada@example.org",
    ].enumerated() {
      try keeper.run(line, minute: 10 + offset)
    }
    return keeper
  }

  private func members(of path: String) throws -> [String: String] {
    var members: [String: String] = [:]
    var walker = ArchiveWalker(paths: [path])
    while let item = try walker.next() {
      guard case .member(let member) = item else { continue }
      members[member.name] = String(decoding: try member.readAll(limit: 1 << 24), as: UTF8.self)
    }
    return members
  }

  private func json(_ members: [String: String]) throws -> [String: Any] {
    let text = try #require(members["person.json"])
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `R7, R19: it holds what is theirs, nobody else's address, and nothing out of reach`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      let path = folder.appending(path: "ada.tar").path
      let line = "backup export \(path) --person ada@example.org --as ada@example.org"
      let result = try keeper.json(line, minute: 20)
      #expect(result["erased"] as? Bool == false)
      let members = try members(of: path)
      #expect(members.keys.sorted() == ["person.html", "person.json"])
      let person = try json(members)
      #expect(person["schema"] as? String == "levain.person/1")
      #expect((person["account"] as? [String: Any])?["email"] as? String == "ada@example.org")
      let memberships = try #require(person["memberships"] as? [[String: Any]])
      #expect(memberships.map { $0["slug"] as? String } == ["bakers", "cooks"])
      #expect(memberships.map { $0["endedAt"] != nil } == [false, true])
      #expect(memberships.last?["invitedBy"] as? String == "cleo")
      let recipes = try #require(person["recipes"] as? [[String: Any]])
      #expect(recipes.map { $0["title"] as? String } == ["Rye", "Rye"])
      #expect(Set(recipes.map { $0["originKind"] as? String }) == [nil, "personal_copy"])
      #expect(recipes.allSatisfy { $0["body"] is [String: Any] })
      for text in members.values {
        for trace in ["ben@example.org", "cleo@example.org", "Secret-Soup", "Spelt"] {
          #expect(!text.contains(trace), "\(trace)")
        }
      }
      // Taken again, it is the same but for the moment.
      let again = folder.appending(path: "again.tar").path
      try keeper.run(
        "backup export \(again) --person Lovelace", minute: 20)
      #expect(
        FileManager.default.contents(atPath: path) == FileManager.default.contents(atPath: again))
    }
  }

  @Test func `R7: nobody takes out what is of somebody else, nor learns whether they are there`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      let path = folder.appending(path: "x.tar").path
      var answers: Set<String> = []
      for other in ["ben@example.org", "nobody@example.org", "cleo"] {
        answers.insert(
          try keeper.run(
            "backup export \(path) --person \(other) --as ada@example.org", minute: 20, code: 1))
      }
      #expect(answers.count == 1)
      let unknown = try keeper.run(
        "backup export \(path) --person nobody@example.org", minute: 20, code: 1)
      #expect(unknown.contains("hint: a user is named by"))
      try keeper.run(
        "backup export \(path) --person ben --community bakers", minute: 20, code: 2)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `R23: of an erased person it says that they were erased, and nothing else`() throws {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      let erased = try keeper.json("user erase ada@example.org", minute: 20)
      let path = folder.appending(path: "ada.tar").path
      try keeper.run(
        "backup export \(path) --person \(try #require(erased["id"] as? String))", minute: 22)
      let members = try members(of: path)
      let person = try json(members)
      #expect(Set(person.keys) == ["schema", "createdAt", "account"])
      #expect(
        Set(try #require(person["account"] as? [String: Any]).keys) == [
          "id", "username", "erasedAt",
        ])
      for text in members.values { #expect(!text.contains("Rye") && !text.contains("Lovelace")) }
      #expect(members["person.html"]?.contains("was erased on") == true)
    }
  }

  @Test func `out of a snapshot it is what was so then, and what was erased since stays erased`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      try keeper.run("backup create REPO", minute: 20)
      try keeper.run("backup create REPO --community bakers", minute: 21)
      try keeper.run("recipe create --into bakers --as ada@example.org --title Oat", minute: 22)
      let path = folder.appending(path: "ada.tar").path
      let line = "backup export \(path) --from REPO --person ada@example.org"
      try keeper.run("\(line) --as ada@example.org", minute: 23)
      let then = try json(try members(of: path))
      #expect((then["recipes"] as? [Any])?.count == 2)
      #expect(keeper.leftovers == [])
      let part = try #require(try keeper.opened().snapshots().last)
      #expect(
        try keeper.run("\(line) --snapshot \(part)", minute: 24, code: 1)
          .contains("is of one community"))
      try keeper.run("\(line) --as ben@example.org", minute: 24, code: 1)
      try keeper.run("user erase ada@example.org", minute: 25)
      try keeper.run(line, minute: 26, code: 1)
    }
  }

  @Test func `R5, R7: out of a snapshot nobody reads what is of a community that they left since`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      for (offset, line) in [
        "community create --slug cooks --name Cooks --admin cleo",
        "member invite cooks --email ada@example.org --as cleo@example.org",
        "recipe create --into cooks --as cleo@example.org --title Secret-Soup",
      ].enumerated() {
        try keeper.run(line, minute: 10 + offset)
      }
      let listed = try keeper.json("recipe list --in cooks", minute: 13)["recipes"]
      let soup = try #require((listed as? [[String: Any]])?.first?["id"] as? String)
      try keeper.run("propose \(soup) --title Hotter --as ada@example.org", minute: 14)
      try keeper.run("backup create REPO", minute: 15)
      let path = folder.appending(path: "ada.tar").path
      let line = "backup export \(path) --from REPO --person ada@example.org"
      try keeper.run("\(line) --as ada@example.org", minute: 16)
      #expect(try #require(try members(of: path)["person.json"]).contains("Secret-Soup"))
      try keeper.run("member leave cooks --as ada@example.org", minute: 17)
      try keeper.run("\(line) --as ada@example.org", minute: 18)
      for text in try members(of: path).values { #expect(!text.contains("Secret-Soup")) }
      let memberships = try json(try members(of: path))["memberships"] as? [[String: Any]]
      #expect(memberships?.map { $0["endedAt"] != nil } == [false, true])
      // The operator has it as it was then.
      try keeper.run(line, minute: 19)
      #expect(try #require(try members(of: path)["person.json"]).contains("Secret-Soup"))
    }
  }

  @Test func `R7: nobody else may read the file, and it is read again`() throws {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      let path = folder.appending(path: "ada.tar").path
      let line = "backup export \(path) --person ada@example.org"
      try keeper.run(line, minute: 20)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try keeper.run("\(line) --wait", minute: 21, code: 2)
      var bytes = try Data(contentsOf: URL(filePath: path))
      let digest = Digest.sha256(Array(bytes)).bytes
      try PersonArchive.prove(path, digest)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(filePath: path))
      #expect(throws: NotAsWritten.self) { try PersonArchive.prove(path, digest) }
    }
  }

  @Test func `names that would be markup are text on the page`() throws {
    try withTemporaryFolder { folder in
      let keeper = try keeper(in: folder)
      let title = "<script>x()</script>&\"'<img/src=x/onerror=x()>"
      try keeper.run(
        "recipe create --into bakers --as ada@example.org --title \(title)", minute: 20)
      let path = folder.appending(path: "ada.tar").path
      try keeper.run("backup export \(path) --person Lovelace", minute: 21)
      let members = try members(of: path)
      let page = try #require(members["person.html"])
      #expect(
        page.contains("&lt;script&gt;x()") && !page.contains("<script") && !page.contains("<img"))
      let titles = (try json(members)["recipes"] as? [[String: Any]])?.map {
        $0["title"] as? String
      }
      #expect(titles?.contains(title) == true)
    }
  }
}
