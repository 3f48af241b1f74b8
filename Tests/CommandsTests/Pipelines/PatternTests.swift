@testable import Commands
import Foundation
import Glibc
import PipelineCore
import RecipeModel
@testable import Store
import TestKit
import Testing

/// What stages read that find their inputs by patterns.
struct PatternTests {
  /// A store with a person, and a pipeline that reads what lies in an inbox into her catalogue.
  private func desk(
    in folder: URL, _ settings: String = "", from: String = "${HERE}/inbox/*.jsonl"
  ) throws -> PipelineDesk {
    let desk = PipelineDesk(in: folder)
    #expect(desk.run(["init"]) == 0)
    #expect(
      desk.run(["user", "create", "--email", "ada@example.org", "--username", "ada"]) == 0)
    try write(settings, from: from, at: desk)
    return desk
  }

  private func write(_ settings: String, from: String, at desk: PipelineDesk) throws {
    try desk.write(
      "p.yaml",
      """
      pipeline: inbox
      stages:
        - name: cards
          import:
            catalogue: ada@example.org
            source: cards
            from: ["\(from.replacingOccurrences(of: ",", with: "\", \""))"]
            \(settings)
      """)
  }

  /// Writes an archive of some recipes into the inbox.
  private func put(_ name: String, _ titles: [String], at desk: PipelineDesk) throws {
    let lines = titles.map {
      #"{"title":"\#($0)","ingredients":["rye"],"directions":["Bake."]}"#
    }
    try desk.write("inbox/\(name)", lines.joined(separator: "\n") + "\n")
  }

  /// Runs the pipeline, and gives how many inputs were read and known, and how many recipes were.
  private func run(
    _ desk: PipelineDesk, _ options: [String] = [], code: Int32 = 0
  ) throws -> [Int?] {
    let ended = desk.run(["run", desk.path("p.yaml"), "--json"] + options)
    #expect(ended == code, "\(desk.said)")
    let report =
      try JSONSerialization.jsonObject(with: Data(desk.out.utf8)) as? [String: Any] ?? [:]
    let stage = try #require((report["stages"] as? [[String: Any]])?.first)
    let inputs = stage["inputs"] as? [String: Int] ?? [:]
    let total = (stage["result"] as? [String: Any])?["total"] as? [String: Int]
    return [inputs["read"], inputs["known"], total?["read"]]
  }

  @Test func `what was done is not read again, and what is new or changed is`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder)
      #expect(try run(desk) == [0, 0, nil])
      #expect(desk.said.contains("0 inputs to read, 0 done before"))
      try put("b.jsonl", ["Rye", "Spelt"], at: desk)
      try put("a.jsonl", ["Oat"], at: desk)
      #expect(try run(desk) == [2, 0, 3])
      #expect(try run(desk) == [0, 2, nil])
      try put("c.jsonl", ["Corn"], at: desk)
      #expect(try run(desk) == [1, 2, 1])
      // As long as before, and other bytes.
      try put("a.jsonl", ["Fig"], at: desk)
      #expect(try run(desk) == [1, 2, 1])
      let id = try #require(try desk.pipelineRuns().first).id.text
      #expect(desk.run(["runs", "show", id]) == 0)
      #expect(desk.out.contains("cards: 1 input to read, 2 done before"))
      #expect(try run(desk, ["--again"]) == [3, 0, 4])
      #expect(try run(desk) == [0, 3, nil])
    }
  }

  @Test func `what was only touched is known, and is looked into once`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder)
      try put("a.jsonl", ["Oat"], at: desk)
      #expect(try run(desk) == [1, 0, 1])
      let look = try known(of: desk)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
        ofItemAtPath: desk.path("inbox/a.jsonl"))
      #expect(try run(desk) == [0, 1, nil])
      let other = try known(of: desk)
      #expect(other.count == 1 && other != look)
      #expect(try run(desk) == [0, 1, nil])
      #expect(try known(of: desk) == other)
    }
  }

  private func known(of desk: PipelineDesk) throws -> [String] {
    try desk.store().read { (transaction) throws in
      try transaction.rows("SELECT hex(look) FROM known_input ORDER BY path") { $0[0] as String }
    }
  }

  @Test func `what a stage failed at is read again, and so is what it would do otherwise now`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, "maxErrors: 0")
      try put("a.jsonl", ["Oat"], at: desk)
      try desk.write("inbox/b.jsonl", #"{"title":"#)
      #expect(desk.run(["run", desk.path("p.yaml")]) == 4, "\(desk.said)")
      #expect(try known(of: desk) == [])
      try put("b.jsonl", ["Rye"], at: desk)
      #expect(try run(desk) == [2, 0, 2])
      // Another pattern that finds the same is the same work; other tags are not.
      try write("maxErrors: 0", from: "${HERE}/in*/[ab].jsonl", at: desk)
      #expect(try run(desk) == [0, 2, nil])
      try write("tags: [Family]", from: "${HERE}/inbox/*.jsonl", at: desk)
      #expect(try run(desk) == [2, 0, 2])
    }
  }

  @Test func `what is gone is forgotten, unless nothing is there at all`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder)
      try put("a.jsonl", ["Oat"], at: desk)
      try put("b.jsonl", ["Rye"], at: desk)
      #expect(try run(desk) == [2, 0, 2])
      try FileManager.default.moveItem(atPath: desk.path("inbox"), toPath: desk.path("away"))
      #expect(try run(desk) == [0, 0, nil])
      try FileManager.default.moveItem(atPath: desk.path("away"), toPath: desk.path("inbox"))
      #expect(try run(desk) == [0, 2, nil])
      try FileManager.default.removeItem(atPath: desk.path("inbox/a.jsonl"))
      #expect(try run(desk) == [0, 1, nil])
      #expect(try known(of: desk).count == 1)
    }
  }

  @Test func `what is on a disk that is missing is not forgotten for what is on another`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, from: "${HERE}/inbox/*.jsonl,${HERE}/disk/**")
      try put("a.jsonl", ["Oat"], at: desk)
      try desk.write(
        "disk/deep/b.jsonl", #"{"title":"Rye","ingredients":["rye"],"directions":["Bake."]}"# + "\n"
      )
      #expect(try run(desk) == [2, 0, 2])
      try FileManager.default.moveItem(atPath: desk.path("disk"), toPath: desk.path("away"))
      #expect(try run(desk) == [0, 1, nil])
      try FileManager.default.moveItem(atPath: desk.path("away"), toPath: desk.path("disk"))
      #expect(try run(desk) == [0, 2, nil])
    }
  }

  @Test func `an archive behind a link is read again when it changes, whatever its time says`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder)
      try put("../real", ["Oat"], at: desk)
      try put("kept.jsonl", ["Bun"], at: desk)
      try FileManager.default.createSymbolicLink(
        atPath: desk.path("inbox/a.jsonl"), withDestinationPath: desk.path("real"))
      #expect(try run(desk) == [2, 0, 2])
      try put("../real", ["Fig"], at: desk)
      #expect(try run(desk) == [1, 1, 1])
      let time = try FileManager.default.attributesOfItem(atPath: desk.path("real"))[
        .modificationDate]
      try put("../real", ["Rye"], at: desk)
      try FileManager.default.setAttributes(
        [.modificationDate: time as Any], ofItemAtPath: desk.path("real"))
      #expect(try run(desk) == [1, 1, 1])
    }
  }

  @Test func `each file is read once, however many patterns and folders it is found by`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, from: "${HERE}/inbox/**,${HERE}/inbox/deep/a.jsonl")
      try put("deep/a.jsonl", ["Oat"], at: desk)
      try put("deep/down/b.jsonl", ["Rye"], at: desk)
      try put("deep/.c.jsonl.half", ["Corn"], at: desk)
      #expect(try run(desk) == [2, 0, 2])
      // The one that is named is read in each run.
      #expect(try run(desk) == [1, 1, 1])
    }
  }

  @Test func `what an import read that was taken back is read again`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder)
      try put("a.jsonl", ["Oat"], at: desk)
      #expect(try run(desk) == [1, 0, 1])
      try put("b.jsonl", ["Rye"], at: desk)
      #expect(try run(desk) == [1, 1, 1])
      let newest = try desk.store().read { try $0.runs(limit: 9) }.first { $0.kind == .import }
      let id = try #require(newest).id.text
      #expect(desk.run(["runs", "undo", id]) == 0, "\(desk.said)")
      #expect(try run(desk) == [1, 1, 1])
      #expect(try run(desk) == [0, 2, nil])
    }
  }

  @Test func `a path that is there is no pattern, and is read in each run`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, from: "${HERE}/inbox/[a].jsonl")
      try put("[a].jsonl", ["Oat"], at: desk)
      try put("a.jsonl", ["Rye", "Spelt"], at: desk)
      #expect(try run(desk) == [nil, nil, 1])
      #expect(try run(desk) == [nil, nil, 1])
      try FileManager.default.removeItem(atPath: desk.path("inbox/[a].jsonl"))
      #expect(try run(desk) == [1, 0, 2])
    }
  }

  @Test func `a mirror reads everything in each run, or it would delete what it knows`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, "mirror: true")
      try put("a.jsonl", ["Oat"], at: desk)
      try put("b.jsonl", ["Rye"], at: desk)
      #expect(try run(desk) == [2, 0, 2])
      try put("c.jsonl", ["Corn"], at: desk)
      #expect(try run(desk) == [3, 0, 3])
      let living = try desk.store().read { (transaction) throws in
        try transaction.integer("SELECT count(*) FROM recipe WHERE deleted_at IS NULL")
      }
      #expect(living == 3)
    }
  }

  @Test func `a run that goes on reads what was there when it was begun`() throws {
    try withTemporaryFolder { folder in
      let desk = try desk(in: folder, "maxErrors: 0")
      try desk.write("inbox/a.jsonl", #"{"title":"#)
      #expect(desk.run(["run", desk.path("p.yaml")]) == 1)
      try put("a.jsonl", ["Oat"], at: desk)
      try put("b.jsonl", ["Rye"], at: desk)
      #expect(try run(desk, ["--resume"]) == [1, 0, 1])
      #expect(try run(desk) == [1, 1, 1])
      #expect(desk.run(["run", desk.path("p.yaml"), "--resume", "--again"]) == 2)
    }
  }

  @Test func `views and archives are found by patterns as well`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      for name in ["starter-community.jsonl.gz", "views.jsonl.gz"] {
        try FileManager.default.copyItem(
          atPath: "\(PipelineDesk.samples)/\(name)", toPath: desk.path(name))
      }
      let file = try desk.write(
        "p.yaml",
        """
        pipeline: p
        stages:
          - init
          - archive: { from: "${HERE}/starter-*.gz" }
          - views: { from: "${HERE}/v*.jsonl.gz" }
        """)
      #expect(desk.run(["run", file], minute: 10_000) == 0, "\(desk.said)")
      #expect(desk.run(["run", file], minute: 10_001) == 0, "\(desk.said)")
      #expect(desk.said.components(separatedBy: "0 inputs to read, 1 done before").count == 3)
    }
  }
}
