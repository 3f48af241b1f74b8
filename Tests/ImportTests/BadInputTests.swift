import Archives
import Foundation
import Glibc
import Import
import PipelineCore
import RecipeArchives
import RecipeModel
import Store
import TestKit
import Testing

struct BadInputTests {
  @Test func `a bad line goes to quarantine with its place, and the others are stored`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let text = Kitchen.lines(0..<2) + "{\"title\" \"broken\"}\n" + Kitchen.lines(2..<4)
      let outcome = try kitchen.run([try kitchen.file("a.jsonl", text)])
      #expect((outcome.total.read, outcome.total.inserted, outcome.total.quarantined) == (5, 4, 1))
      #expect(outcome.exitCode == .quarantined)
      let kept = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.quarantine()
      }
      #expect(kept.map(\.rejection.code) == [.malformedJSON])
      #expect(kept.first?.rejection.location.line == 3)
      #expect(kept.first?.rejection.raw == Array("{\"title\" \"broken\"}".utf8))
    }
  }

  @Test func `a record in quarantine is kept once, however often it is met`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<1) + "{\"title\":\"\"}\n")
      for _ in 0..<2 {
        #expect(try kitchen.run([path]).total.quarantined == 1)
        #expect(try kitchen.integer("SELECT count(*) FROM quarantine") == 1)
      }
    }
  }

  @Test(arguments: [
    "", "plain text, no recipe in it", "%PDF-1.7 and so on", "<html><p>No recipe</p></html>",
  ])
  func `what no reader knows is a fault, and nothing is stored`(content: String) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", content)
      let fault = #expect(throws: ReadFault.self) { try kitchen.run([path]) }
      #expect(fault?.location?.archive == path)
      #expect(fault?.exitCode == .failed)
      #expect(try kitchen.integer("SELECT count(*) FROM recipe") == 0)
      #expect(try kitchen.texts("SELECT state FROM run") == ["failed"])
    }
  }

  @Test func `an import that finds nothing fails and says what it found instead`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.file("inbox/notes.txt", "buy flour")
      let sink = MemorySink()
      let tar = TarWriter(into: sink, modifiedSeconds: 0)
      try tar.addMember("page.html", Array("<html><body>Soup</body></html>".utf8))
      try tar.finish()
      let inbox = folder.appending(path: "inbox").path
      for path in [inbox, try kitchen.file("box.tar", sink.bytes)] {
        let fault = #expect(throws: ReadFault.self) { try kitchen.run([path]) }
        #expect(fault?.what.contains("1 ×") == true)
        #expect(fault?.exitCode == .failed)
      }
    }
  }

  @Test func `a file that is not there is named before anything is read`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let good = try kitchen.file("a.jsonl", Kitchen.lines(0..<1))
      #expect(throws: ReadFault.self) { try kitchen.run([good, "nowhere.json"]) }
      #expect(try kitchen.integer("SELECT count(*) FROM run") == 0)
    }
  }

  @Test func `a pipe is refused, because it can be read only once`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      let fault = #expect(throws: ReadFault.self) { try kitchen.run([pipe]) }
      #expect(fault?.cause == .cannotOpen(reason: "it is neither a file nor a folder"))
    }
  }

  @Test func `a gzip that is cut off gives its whole records and one in quarantine`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let whole = try Array(Kitchen.lines(0..<5000).utf8).gzipped()
      let path = try kitchen.file("a.jsonl.gz", Array(whole.dropLast(2000)))
      let outcome = try kitchen.run([path])
      #expect(outcome.total.inserted > 1000)
      #expect(outcome.total.quarantined >= 1)
      #expect(outcome.total.addsUp)
      let codes = try kitchen.texts("SELECT DISTINCT code FROM quarantine ORDER BY code")
      #expect(codes.contains("record.truncated"))
    }
  }

  @Test func `unrelated files in a folder are left out and counted`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.file("inbox/a.jsonl", Kitchen.lines(0..<2))
      _ = try kitchen.file("inbox/deep/notes.txt", "buy flour")
      _ = try kitchen.file("inbox/empty", "")
      _ = try kitchen.file("inbox/page.html", "<html><p>No recipe</p></html>")
      let outcome = try kitchen.run([folder.appending(path: "inbox").path])
      #expect(outcome.total.inserted == 2)
      #expect(outcome.total.quarantined == 0)
      #expect(
        outcome.leftOut.counts == [
          "plain text": 1, "an empty file": 1, "an HTML page without a recipe": 1,
        ])
    }
  }

  @Test func `pictures inside a record and beside it are stored by digest`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let record = """
        {"@context":"https://schema.org","@type":"Recipe","name":"Rye","recipeIngredient":["rye"],\
        "image":["images/rye.png","https://example.org/rye.jpg","missing.png"]}
        """
      let sink = MemorySink()
      let tar = TarWriter(into: sink, modifiedSeconds: 0)
      try tar.addMember("box/rye.json", Array(record.utf8))
      try tar.addMember("box/images/rye.png", BadInputTests.pixel)
      try tar.finish()
      let outcome = try kitchen.run([try kitchen.file("box.tar", sink.bytes)])
      #expect(outcome.total.inserted == 1)
      #expect(
        try kitchen.texts("SELECT media_type || width || 'x' || height FROM image")
          == ["image/png1x1"])
      #expect(try kitchen.integer("SELECT count(*) FROM recipe_image WHERE image_id = 1") == 2)
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe_image WHERE url LIKE '%rye.jpg'") == 2)
      #expect(outcome.warnings.contains { $0.warning.code == .missingImage })
      #expect(try kitchen.integer("SELECT count(*) FROM image_request") == 0)
    }
  }

  /// A PNG of one transparent pixel.
  static let pixel: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 13, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9C, 0x62, 0, 1, 0, 0, 5, 0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, 0x49, 0x45, 0x4E,
    0x44, 0xAE, 0x42, 0x60, 0x82,
  ]
}
