import Archives
import Foundation
import JSONText
import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel
import TestKit
import Testing

struct InspectorTests {
  private static let lines = """
    {"title":"Soup","ingredients":["1 cup water"],"directions":["Cook."],"shelf":"top","tags":["a"]}
    {"title":"Salad","ingredients":["1 lettuce"],"directions":[],"image":"salad.png"}
    {"title":"","ingredients":["1 egg"]}

    """

  private func inspect(
    _ files: [String: [UInt8]], forced: (any RecipeReader.Type)? = nil,
    each: (Inspector.Element) -> Void = { _ in }
  ) throws -> Inspection {
    try withTemporaryFolder { folder in
      for (name, bytes) in files {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
      }
      return try Inspector().inspect(
        [folder.path], forced: forced, observer: Observer(), each: each)
    }
  }

  @Test func `fields, extras, warnings and rejections are counted by record`() throws {
    let inspection = try inspect(["a.jsonl": Array(InspectorTests.lines.utf8)])
    let findings = try #require(inspection.formats.first)
    #expect(inspection.formats.count == 1 && findings.format == "plain-json")
    #expect(findings.recipes == 2 && findings.rejected == 1 && inspection.rejected == 1)
    #expect(findings.samples == ["Soup", "Salad"])
    #expect(findings.fields[.title] == 2 && findings.fields[.steps] == 1)
    #expect(findings.fields[.tags] == 1 && findings.fields[.nutrition] == nil)
    #expect(findings.extras == ["shelf": 1])
    #expect(findings.warnings == [RecordWarning(.missingSteps, field: "steps"): 1])
    #expect(findings.pictures == [.member: 1])
    #expect(inspection.rejectionCounts == [.missingTitle: 1])
    #expect(inspection.rejections.first?.location.line == 3)
    let content = try #require(inspection.contents.first)
    #expect(content.recipes == 2 && content.rejected == 1)
    #expect(content.recognition?.reason.isEmpty == false)
  }

  @Test func `a page without a recipe is left out as if no reader had known it`() throws {
    let inspection = try inspect([
      "a.jsonl": Array(InspectorTests.lines.utf8),
      "page.html": Array("<html><p>Hello</p></html>".utf8),
    ])
    #expect(inspection.leftOut.counts == ["an HTML page without a recipe": 1])
    #expect(inspection.formats.map(\.format) == ["plain-json"])
    #expect(inspection.contentCount == 1 && inspection.contents.count == 1)
    #expect(inspection.rejectionCounts == [.missingTitle: 1])
  }

  @Test func `what holds no recipes is left out, what may hold some is refused with a way out`()
    throws
  {
    let inspection = try inspect([
      "a.jsonl": Array(InspectorTests.lines.utf8), "scan.pdf": Array("%PDF-1.7".utf8),
      "old.lcb": Array("\0\u{1}\0\0Standard Jet DB\0".utf8), "notes.dat": [1, 2, 3],
    ])
    #expect(inspection.leftOut.counts == ["a PDF document": 1, "binary data": 1])
    #expect(inspection.rejected == 2)
    let refused = try #require(inspection.rejections.last)
    #expect(refused.code == .unreadableMember && refused.message.contains("fdxz"))
  }

  @Test func `a format that is given is used whatever the content looks like`() throws {
    let inspection = try inspect(
      ["a.jsonl": Array(InspectorTests.lines.utf8)], forced: JSONLDReader.self)
    #expect(inspection.contents.map(\.format) == ["json-ld"])
    #expect(inspection.contents.first?.recognition == nil)
    #expect(inspection.recipes == 0)
  }

  @Test func `what is listed has an end, and what is counted has none`() throws {
    let count = Inspection.listedContents + 30
    let files = (0..<count).map { number in
      ("\(number).json", Array(#"{"title":"Soup","ingredients":["a"],"x\#(number)":1}"#.utf8))
    }
    let inspection = try inspect(Dictionary(uniqueKeysWithValues: files))
    #expect(inspection.contents.count == Inspection.listedContents)
    #expect(inspection.contentCount == count && inspection.recipes == count)
    #expect(inspection.formats.first?.extras.count == FormatFindings.listedExtras)
    #expect(inspection.formats.first?.unlistedExtras == 30)
    #expect(inspection.formats.first?.samples.count == FormatFindings.sampleCount)
  }

  @Test func `each record and rejection is written whole on a line of its own`() throws {
    var writer = JSONWriter()
    _ = try inspect(["a.jsonl": Array(InspectorTests.lines.utf8)]) {
      $0.writeLine(to: &writer)
    }
    let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines.first?.contains(
        #""format":"plain-json","body":{"title":"Soup","ingredients":[{"ingredients":[{"text":"1 cup water""#
      ) == true)
    #expect(lines.first?.contains(#""tags":["a"],"extras":{"shelf":"top"}"#) == true)
    #expect(lines[1].contains(#""images":[{"kind":"member","name":"salad.png"}]"#))
    #expect(
      lines[1].contains(#""warnings":[{"code":"missing-steps","field":"steps"}],"sourceDigest":""#))
    #expect(
      lines[2].contains(
        #"a.jsonl:3","rejected":"recipe.missing-title","message":"the recipe has no title"}"#))
  }

  @Test func `looking stops when it is asked to`() throws {
    #expect(throws: Interrupted.self) {
      try withTemporaryFolder { folder in
        let file = folder.appending(path: "a.jsonl")
        try Data(InspectorTests.lines.utf8).write(to: file)
        _ = try Inspector().inspect([file.path], observer: Observer(shouldStop: { true }))
      }
    }
  }

  @Test func `a path that is not there is a fault`() {
    #expect(throws: ReadFault.self) {
      try Inspector().inspect(["/nowhere/at/all"], observer: Observer())
    }
  }
}
