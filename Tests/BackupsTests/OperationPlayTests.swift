import Foundation
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

@testable import Backups

struct OperationPlayTests {
  /// An archive's lines, played into a store.
  private func play(
    _ lines: [String], into store: RecipeStore, run: RunKey, in folder: URL
  ) throws -> (account: Account, rejections: [Rejection]) {
    let archive = folder.appending(path: "history.jsonl")
    try (lines.joined(separator: "\n") + "\n").write(to: archive, atomically: true, encoding: .utf8)
    var rejections: [Rejection] = []
    let outcome = try CommunityArchiveImport(store: store, run: run).run(paths: [archive.path]) {
      rejections += $0
    }
    return (outcome.total, rejections)
  }

  private func line(
    _ op: String, day: Int, as actor: String? = nil, sequence: Int? = nil, _ rest: String
  ) -> String {
    let at = "2026-01-0\(day)T00:00:00Z"
    return #"{"op":"\#(op)","at":"\#(at)""# + (actor.map { #","as":"\#($0)""# } ?? "")
      + (sequence.map { #","sequence":\#($0)"# } ?? "") + "," + rest + "}"
  }

  private var founding: [String] {
    [
      line("createUser", day: 1, #""userId":"ada","email":"ada@example.org","username":"ada""#),
      line(
        "createCommunity", day: 1, as: "ada", sequence: 1,
        #""communityId":"k","slug":"circle","name":"Circle""#),
      line(
        "invite", day: 2, as: "ada@example.org",
        #""community":"circle","user":"ben@example.org","username":"ben","userId":"ben""#),
    ]
  }

  @Test func `operations are played in order of time, however their lines stand`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let lines =
        [
          line(
            "editRecipe", day: 4, as: "ben", #""recipeId":"r","title":"Rye Bread""#),
          line(
            "createRecipe", day: 3, as: "ben",
            #""recipeId":"r","personalCopyId":"p","community":"circle","title":"Rye","tags":["Sour"]"#
          ),
        ] + founding.reversed()
      let (account, rejections) = try play(lines, into: store, run: run, in: folder)
      #expect(rejections == [])
      #expect(account.inserted == 5 && account.read == 5)
      let (recipe, copy) = try store.read { (transaction) throws in
        (
          try #require(try transaction.recipe(RecipeID("r"))),
          try #require(try transaction.recipe(RecipeID("p")))
        )
      }
      #expect(recipe.createdAt == Instant("2026-01-03T00:00:00Z"))
      #expect(recipe.updatedAt == Instant("2026-01-04T00:00:00Z"))
      #expect(copy.updatedAt == copy.createdAt)
      #expect(copy.origin == .personalCopy(of: recipe.key))
    }
  }

  @Test func `ties are played by their sequence`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let (account, _) = try play(
        founding + [
          line("leave", day: 3, as: "ada", sequence: 2, #""community":"circle""#),
          line("promote", day: 3, as: "ada", sequence: 1, #""community":"k","user":"ben""#),
        ], into: store, run: run, in: folder)
      #expect(account.inserted == 5 && account.quarantined == 0)
    }
  }

  @Test func `R5, R12: what a rule refuses is quarantined with its number, and the rest goes on`()
    throws
  {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let (account, rejections) = try play(
        founding + [
          line("leave", day: 3, as: "ada", #""community":"circle""#),
          line(
            "createRecipe", day: 3, as: "ada",
            #""recipeId":"r","community":"circle","title":"Rye""#),
          line("editRecipe", day: 4, as: "ben", #""recipeId":"r","title":"Mine""#),
          line("deleteRecipe", day: 5, as: "eve", #""recipeId":"r""#),
          line("promote", day: 5, as: "ada", #""community":"circle","user":"ben""#),
        ], into: store, run: run, in: folder)
      #expect(account.inserted == 5 && account.quarantined == 3 && account.read == 8)
      #expect(
        rejections.map { "\($0.location.line ?? 0) \($0.code.rawValue) \($0.message.prefix(3))" }
          == [
            "4 rule.refused R5:", "6 rule.refused R12", "7 record.unknown-reference the",
          ])
    }
  }

  @Test func `R16: a share is played with the id that it says, and refused the second time`() throws
  {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let share = #""recipeId":"r","into":"crumb""#
      let (account, rejections) = try play(
        founding + [
          line("createCommunity", day: 3, as: "ben", #""slug":"crumb","name":"Crumb""#),
          line(
            "createRecipe", day: 3, as: "ben", sequence: 1,
            #""recipeId":"r","community":"circle","title":"Rye","tags":["Sour"]"#),
          line("share", day: 4, as: "ben", #"\#(share),"forkId":"f""#),
          line("share", day: 5, as: "ben", share),
          line("changeCommunity", day: 6, as: "ada", #""community":"circle","name":"Ring""#),
          line("changeUser", day: 6, as: "ada", #""viewTracking":false"#),
        ], into: store, run: run, in: folder)
      #expect(account.inserted == 8 && account.quarantined == 1)
      #expect(rejections.map { $0.message.prefix(4) } == ["R16:"])
      try store.read { (transaction) throws in
        let fork = try #require(try transaction.recipe(RecipeID("f")))
        let origin = try #require(try transaction.recipe(RecipeID("r")))
        #expect(fork.origin?.recipe == origin.key && fork.origin?.kind == .share)
        #expect(fork.createdAt == Instant("2026-01-04T00:00:00Z"))
        #expect(try transaction.tags(of: fork.key).map(\.name) == ["Sour"])
        #expect(try transaction.community(slug: "circle")?.name == "Ring")
        #expect(try transaction.user(UserID("ada"))?.tracksViews == false)
      }
    }
  }

  @Test func `R20, R23: no archive erases a person, and only the operator purges`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let (account, rejections) = try play(
        founding + [
          line("erased", day: 3, #""user":"ben""#),
          line("createUser", day: 3, #""userId":"x","email":"x@erased.invalid","username":"x""#),
          line("erased", day: 4, as: "ada", #""user":"x""#),
          line("erased", day: 5, #""user":"x""#),
          line("createRecipe", day: 5, as: "ben", #""recipeId":"r","title":"Rye""#),
          line("deleteRecipe", day: 6, as: "ben", #""recipeId":"r""#),
          #"{"op":"purge","at":"2026-03-01T00:00:00Z","as":"ada"}"#,
          #"{"op":"purge","at":"2026-02-01T00:00:00Z"}"#,
          #"{"op":"purge","at":"2026-03-01T00:00:00Z","sequence":1}"#,
        ], into: store, run: run, in: folder)
      #expect(
        rejections.map { "\($0.location.line ?? 0) \($0.message.prefix(3))" }
          == ["4 R23", "6 R23", "10 R20"])
      // Nothing is past its retention in February.
      #expect(account.unchanged == 1 && account.inserted == 8)
      try store.read { (transaction) throws in
        #expect(try transaction.user(UserID("ben"))?.erasedAt == nil)
        #expect(try transaction.user(UserID("x"))?.erasedAt == Instant("2026-01-05T00:00:00Z"))
        #expect(try transaction.recipe(RecipeID("r")) == nil)
        #expect(try transaction.recipeNode(RecipeID("r")) != nil)
      }
    }
  }

  @Test func `the same history again changes nothing`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let lines =
        founding + [
          line("createRecipe", day: 3, as: "ben", #""community":"circle","title":"Rye""#),
          line("leave", day: 4, as: "ben", #""community":"circle""#),
        ]
      _ = try play(lines, into: store, run: run, in: folder)
      let before = try StoreDump.dump(store)
      let (again, _) = try play(lines, into: store, run: run, in: folder)
      #expect(again.unchanged == 5 && again.read == 5)
      let after = try StoreDump.dump(store)
      #expect(after == before)
    }
  }

  @Test func `states and operations mix, the states first`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let created = #""createdAt":"2026-01-01T00:00:00Z""#
      let (account, rejections) = try play(
        [
          line("editRecipe", day: 2, as: "u", #""recipeId":"r","title":"Rye Bread""#),
          #"{"type":"user","id":"u","email":"u@example.org","username":"u",\#(created)}"#,
          #"{"type":"recipe","id":"r","title":"Rye","creatorId":"u",\#(created)}"#,
        ], into: store, run: run, in: folder)
      #expect(rejections == [])
      #expect(account.inserted == 3)
      let title = try store.read { (transaction) throws in
        try transaction.body(try #require(try transaction.recipe(RecipeID("r"))).body).title
      }
      #expect(title == "Rye Bread")
    }
  }

  @Test func `an id that something else has is a conflict, and nothing of the operation stays`()
    throws
  {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let recipe = #""recipeId":"r","personalCopyId":"p","title":"Rye""#
      let (account, rejections) = try play(
        founding + [
          line("createRecipe", day: 3, as: "ben", #"\#(recipe),"community":"circle""#),
          // The recipe's id is free, its copy's is not.
          line(
            "createRecipe", day: 4, as: "ben",
            #""recipeId":"s","personalCopyId":"p","title":"Oats","community":"circle""#),
        ], into: store, run: run, in: folder)
      #expect(account.inserted == 4 && account.quarantined == 1)
      #expect(rejections.map(\.code) == [.conflictingIdentity])
      let second = try store.read { (transaction) throws in
        try transaction.recipe(RecipeID("s"))
      }
      #expect(second == nil)
    }
  }

  @Test(arguments: 0..<6)
  func `operations that are undone halfway leave all others as if they had not been`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      var (all, allowed) = (founding, founding)
      // Rare and frequent ones, so that the groups that are tried together grow and shrink.
      let conflictEvery = [1000, 300, 90, 40, 9, 2][seed]
      for number in 0..<700 {
        let isConflict = number > 0 && Int.random(in: 0..<conflictEvery, using: &generator) == 0
        let copy = isConflict ? 0 : number
        let operation = line(
          "createRecipe", day: 3, as: "ben", sequence: number,
          #""recipeId":"r\#(number)","personalCopyId":"p\#(copy)","title":"Rye","community":"k""#)
        all.append(operation)
        if !isConflict { allowed.append(operation) }
      }
      var dumps: [[String: [String]]] = []
      for (name, lines) in [("a", all), ("b", allowed)] {
        let (store, run) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "\(name).db").path)
        let (account, rejections) = try play(lines, into: store, run: run, in: folder)
        #expect(account.inserted == allowed.count)
        #expect(rejections.count == lines.count - allowed.count)
        dumps.append(try StoreDump.dump(store))
      }
      for table in dumps[1].keys where table != "quarantine" {
        #expect(dumps[0][table] == dumps[1][table], "\(table)")
      }
    }
  }

  @Test func `people are invited by id, address and username`() throws {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let others = ["cleo", "dora", "eve"].map {
        line(
          "createUser", day: 1,
          #""userId":"id-\#($0)","email":"\#($0)@example.org","username":"\#($0)""#)
      }
      let invitations = ["id-cleo", "dora@example.org", "eve"].map {
        line("invite", day: 3, as: "ada", #""community":"circle","user":"\#($0)""#)
      }
      let (account, rejections) = try play(
        founding + others + invitations, into: store, run: run, in: folder)
      #expect(rejections == [])
      #expect(account.inserted == 9)
    }
  }

  @Test func `R12, R13: decisions are played once, and over a changed base when confirmed`() throws
  {
    try withTemporaryFolder { folder in
      let (store, run) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let recipe = #""recipeId":"r""#
      let (account, rejections) = try play(
        founding + [
          line(
            "createRecipe", day: 3, as: "ben", #"\#(recipe),"community":"circle","title":"Rye""#),
          line("propose", day: 4, as: "ada", #"\#(recipe),"proposalId":"p","title":"Oats""#),
          line("editRecipe", day: 5, as: "ben", #"\#(recipe),"title":"Spelt""#),
          line("accept", day: 6, as: "ben", sequence: 1, #""proposalId":"p""#),
          line("accept", day: 6, as: "ben", sequence: 2, #""proposalId":"p","confirmed":true"#),
          line("reject", day: 7, as: "ben", #""proposalId":"p""#),
        ], into: store, run: run, in: folder)
      #expect(account.inserted == 7)
      #expect(rejections.map { String($0.message.prefix(3)) } == ["R12", "R13"])
      let title = try store.read { (transaction) throws in
        try transaction.recipe(RecipeID("r")).map { try transaction.body($0.body).title }
      }
      #expect(title == "Oats")
    }
  }
}
