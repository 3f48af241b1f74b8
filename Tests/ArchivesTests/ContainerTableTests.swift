import Archives
import PipelineCore
import TestKit
import Testing

/// A container and what must come out of it.
struct ContainerCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var build: @Sendable () throws -> [UInt8]
  var places: [String]
  var texts: [String]
  var ignored: [String] = []

  init(
    _ name: String, _ places: [String], _ texts: [String], ignored: [String] = [],
    build: @escaping @Sendable () throws -> [UInt8]
  ) {
    testDescription = name
    self.build = build
    self.places = places
    self.texts = texts
    self.ignored = ignored
  }

  static let all: [ContainerCase] = [
    ContainerCase("plain", [""], ["soup"]) { Array("soup".utf8) },
    ContainerCase("empty", [""], [""]) { [] },
    ContainerCase("gzip", [""], ["soup"]) { try gzipped("soup") },
    ContainerCase("gzip of nothing", [""], [""]) { try gzipped("") },
    ContainerCase("gzip in gzip", [""], ["soup"]) { try gzipped(gzipped("soup")) },
    ContainerCase("gzip of several members", [""], ["soup and bread"]) {
      try gzipped("soup") + gzipped("") + gzipped(" and bread")
    },
    ContainerCase("gzip with padding", [""], ["soup"]) {
      try gzipped("soup") + [UInt8](repeating: 0, count: 700)
    },
    ContainerCase("zip", ["a", "b/c"], ["soup", "bread"]) {
      RawZip([.init("a", "soup"), .init("b/c", "bread")]).bytes
    },
    ContainerCase("zip without members", [], []) { RawZip([]).bytes },
    ContainerCase("zip with a comment", ["a"], ["soup"]) {
      var zip = RawZip([.init("a", "soup")])
      zip.comment = Array("written PK by hand".utf8)
      return zip.bytes
    },
    ContainerCase("zip stored and with data descriptors", ["a", "b", "c"], ["soup", "bread", ""]) {
      var stored = RawZip.Entry("a", "soup")
      stored.isDeflated = false
      var described = RawZip.Entry("b", "bread")
      described.hasDescriptor = true
      return RawZip([stored, described, .init("c", "")]).bytes
    },
    ContainerCase("zip in zip", ["1.zip!/a", "2.zip!/a", "z"], ["soup", "bread", "end"]) {
      RawZip([
        .init("1.zip", RawZip([.init("a", "soup")]).bytes),
        .init("2.zip", RawZip([.init("a", "bread")]).bytes), .init("z", "end"),
      ]).bytes
    },
    ContainerCase("zip of gzips", ["a.paprikarecipe", "b"], ["soup", "bread"]) {
      RawZip([
        .init("a.paprikarecipe", try gzipped("soup")), .init("b", try gzipped("bread")),
      ]).bytes
    },
    ContainerCase(
      "zip of gzips, zipped again by a Mac",
      ["My Recipes/H\u{E4}hnchen.paprikarecipe", "My Recipes/b"], ["soup", "bread"],
      ignored: ["My Recipes", "__MACOSX/My Recipes/._b", "My Recipes/.DS_Store"]
    ) {
      var folder = RawZip.Entry("My Recipes/", "")
      folder.mode = 0o040755
      return RawZip([
        folder, .init("My Recipes/Ha\u{308}hnchen.paprikarecipe", try gzipped("soup")),
        .init("__MACOSX/My Recipes/._b", "\u{0}\u{5}"), .init("My Recipes/.DS_Store", "x"),
        .init("My Recipes/b", try gzipped("bread")),
      ]).bytes
    },
    ContainerCase("ustar", ["a", "b/c"], ["soup", "bread"]) { tar(.ustar) },
    ContainerCase("gnu tar", ["a", "b/c"], ["soup", "bread"]) { tar(.gnu) },
    ContainerCase("old tar", ["a", "b/c"], ["soup", "bread"]) { tar(.old) },
    ContainerCase("gnu tar with a long name", [String(repeating: "n", count: 150)], ["soup"]) {
      RawTar([.init(String(repeating: "n", count: 150), "soup")], dialect: .gnu).bytes
    },
    ContainerCase("pax tar", ["S\u{FC}\u{DF}es/a"], ["soup"]) {
      let sink = MemorySink()
      let writer = TarWriter(into: sink, modifiedSeconds: 0)
      try writer.addMember("S\u{FC}\u{DF}es/a", Array("soup".utf8))
      try writer.finish()
      return sink.bytes
    },
    ContainerCase("tar.gz", ["a", "b/c"], ["soup", "bread"]) { try gzipped(tar(.ustar)) },
    ContainerCase("tar of gzips", ["a.gz", "b.gz"], ["soup", "bread"]) {
      var tar = RawTar([.init("a.gz"), .init("b.gz")])
      tar.entries[0].content = try gzipped("soup")
      tar.entries[1].content = try gzipped("bread")
      return tar.bytes
    },
    ContainerCase("tar.gz of a zip of gzips", ["a.zip!/b"], ["soup"]) {
      var tar = RawTar([.init("a.zip")])
      tar.entries[0].content = RawZip([.init("b", try gzipped("soup"))]).bytes
      return try gzipped(tar.bytes)
    },
    ContainerCase("zip of a tar.gz", ["a.tgz!/a", "a.tgz!/b/c", "z"], ["soup", "bread", "end"]) {
      RawZip([.init("a.tgz", try gzipped(tar(.gnu))), .init("z", "end")]).bytes
    },
  ]

  private static func tar(_ dialect: RawTar.Dialect) -> [UInt8] {
    RawTar([.init("a", "soup"), .init("b/c", "bread")], dialect: dialect).bytes
  }
}

struct ContainerTableTests {
  @Test(arguments: ContainerCase.all)
  func `a container gives its members whatever its file is called`(_ test: ContainerCase) throws {
    try withTemporaryFolder { folder in
      for name in ["x.zip", "x.json", "x"] {
        let path = try folder.file(name, test.build())
        let walked = Walked([path])
        #expect(walked.places == test.places)
        #expect(walked.texts == test.texts)
        #expect(walked.ignored == test.ignored)
        #expect(walked.faults.isEmpty && walked.refused.isEmpty)
      }
    }
  }

  @Test(arguments: ContainerCase.all)
  func `a container whose members are not read gives the same places`(
    _ test: ContainerCase
  ) throws {
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", test.build())], readAtMost: 0)
      #expect(walked.places == test.places)
      #expect(walked.faults.isEmpty)
    }
  }

  @Test(arguments: ContainerCase.all)
  func `an inner zip that is too large to hold is read from its front`(
    _ test: ContainerCase
  ) throws {
    try withTemporaryFolder { folder in
      let outer = RawZip([.init("outer", try test.build()), .init("last", "end")]).bytes
      var limits = ArchiveLimits()
      limits.maximumBufferedZipBytes = 64
      limits.maximumDepth = 4
      let walked = Walked([try folder.file("x", outer)], limits: limits)
      #expect(walked.texts == test.texts + ["end"])
      #expect(walked.faults.isEmpty && walked.refused.isEmpty)
    }
  }
}
