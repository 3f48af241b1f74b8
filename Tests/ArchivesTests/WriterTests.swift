import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

struct WriterTests {
  /// Runs a tool of the system and gives its exit code and what it printed.
  private func run(_ tool: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test(arguments: [0, 1, 6, 9])
  func `gunzip reads what is written`(level: Int) throws {
    let content = noise(300_000) + [UInt8](repeating: 7, count: 300_000)
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "x.gz").path
      let file = try AtomicFile(path: path)
      let writer = GzipWriter(into: file, level: level)
      for start in stride(from: 0, to: content.count, by: 77_777) {
        try writer.write(Array(content[start..<min(start + 77_777, content.count)]))
      }
      try writer.finish()
      try file.commit()
      #expect(try run("gunzip", ["-t", path]).code == 0)
      #expect(Walked([path]).contents.map(\.bytes) == [content])
      #expect(try names(in: folder) == ["x.gz"])
    }
  }

  static let longName = String(repeating: "folder/", count: 30) + "recipes.jsonl.gz"

  @Test(arguments: [
    "manifest.json", longName, String(repeating: "n", count: 99),
    String(repeating: "n", count: 100),
    String(repeating: "n", count: 101), String(repeating: "n", count: 155) + "/b",
    String(repeating: "n", count: 156) + "/b", "S\u{FC}\u{DF}es/\u{1F35E}",
  ])
  func `tar reads what is written, whatever the name`(_ name: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "x.tar").path
      let file = try AtomicFile(path: path)
      let writer = TarWriter(into: file, modifiedSeconds: 1_700_000_000)
      try writer.addMember("first", noise(513))
      try writer.addMember(name, Array("soup".utf8))
      try writer.addMember("last", [])
      try writer.finish()
      try file.commit()
      let listing = try run("tar", ["--quoting-style=literal", "-tf", path])
      #expect(listing.code == 0)
      #expect(listing.output == "first\n\(name)\nlast\n")
      let walked = Walked([path])
      #expect(walked.places == ["first", name, "last"])
      #expect(walked.contents.map(\.bytes.count) == [513, 4, 0])
      #expect(walked.isSilent)
    }
  }

  @Test func `the same content gives the same bytes`() throws {
    func build() throws -> [UInt8] {
      let sink = MemorySink()
      let gzip = GzipWriter(into: sink)
      let tar = TarWriter(into: gzip, modifiedSeconds: 5)
      try tar.addMember("a", Array("apple".utf8))
      try tar.finish()
      try gzip.finish()
      return sink.bytes
    }
    let first = try build()
    #expect(try build() == first)
    #expect(first[4..<8].elementsEqual([0, 0, 0, 0]))
  }

  @Test func `members larger than eight gibibytes get their size in a pax record`() throws {
    let sink = MemorySink()
    let tar = TarWriter(into: sink, modifiedSeconds: 0)
    try tar.beginMember("big", size: 1 << 34)
    #expect(
      String(decoding: sink.bytes[512..<536], as: UTF8.self) == "20 size=17179869184\n\0\0\0\0")
  }

  @Test func `a digest on the way in equals that on the way out`() throws {
    let content = noise(100_000)
    let sink = DigestingSink(into: MemorySink())
    try sink.write(content)
    let source = DigestingByteSource(MemoryByteSource(content, largestRead: 999))
    #expect(try source.readToEnd() == content)
    #expect(sink.digest == source.digest)
    #expect(sink.count == 100_000)
    let abc = DigestingSink(into: MemorySink())
    try abc.write("abc")
    // FIPS 180-2, appendix B.1.
    #expect(abc.digest.prefix(4).elementsEqual([0xBA, 0x78, 0x16, 0xBF]))
  }

  @Test func `a file that is not committed leaves nothing, and what was there stays`() throws {
    try withTemporaryFolder { folder in
      let path = try folder.file("report", Array("old".utf8))
      do {
        let file = try AtomicFile(path: path)
        try file.write(noise(200_000))
        #expect(try names(in: folder).count == 2)
      }
      #expect(try names(in: folder) == ["report"])
      #expect(Walked([path]).texts == ["old"])
      let file = try AtomicFile(path: path)
      try file.write("new")
      try file.commit()
      file.discard()
      #expect(try names(in: folder) == ["report"])
      #expect(Walked([path]).texts == ["new"])
    }
  }

  @Test func `a name that is too long for the file system leaves nothing`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/" + String(repeating: "n", count: 300)
      let file = try AtomicFile(path: path)
      try file.write("soup")
      #expect(throws: WriteFault(.failed(reason: "file name too long"), path: path)) {
        try file.commit()
      }
      #expect(try names(in: folder).isEmpty)
      let longest = folder.path + "/" + String(repeating: "\u{1F35E}", count: 63)
      try AtomicFile(path: longest).commit()
      #expect(Walked([longest]).texts == [""])
    }
  }

  @Test func `two writers of one file do not mix, the last to commit wins`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "x").path
      let first = try AtomicFile(path: path)
      let second = try AtomicFile(path: path)
      try second.write("second")
      try first.write("first")
      try second.commit()
      try first.commit()
      #expect(Walked([path]).texts == ["first"])
      #expect(try names(in: folder) == ["x"])
    }
  }

  @Test func `a place that cannot be written to is said plainly`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: WriteFault(.noFolder, path: folder.path + "/no/x")) {
        try AtomicFile(path: folder.path + "/no/x")
      }
      #expect(throws: WriteFault(.isFolder, path: folder.path)) {
        try AtomicFile(path: folder.path)
      }
      #expect(throws: WriteFault.self) { try AtomicFile(path: folder.path + "/x/") }
      #expect(throws: WriteFault.self) { try AtomicFile(path: "") }
    }
  }

  @Test func `a full disk is worth another attempt, nothing else is`() {
    let full = WriteFault(.diskFull, path: "out/report.html")
    #expect(full.isTransient)
    #expect(full.message.hasPrefix("out/report.html: cannot be written: the disk is full\nhint: "))
    #expect(!WriteFault(.readOnly, path: "x").isTransient)
    #expect(!WriteFault(.permissionDenied, path: "x").isTransient)
  }
}
