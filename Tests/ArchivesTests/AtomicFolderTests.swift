import Archives
import Foundation
import TestKit
import Testing

struct AtomicFolderTests {
  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a folder is there when it is whole, and not before`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "out").path
      let output = try AtomicFolder(path: path + "/")
      try output.addFile("a/b/c.txt", [1, 2, 3])
      try output.addFile("d.txt", [])
      #expect(!FileManager.default.fileExists(atPath: path))
      try output.commit()
      #expect(try names(in: folder) == ["out", "out/a", "out/a/b", "out/a/b/c.txt", "out/d.txt"])
      #expect(try Data(contentsOf: folder.appending(path: "out/a/b/c.txt")) == Data([1, 2, 3]))
    }
  }

  @Test func `a folder of the caller's own is replaced, and no other`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "out").path
      func write(_ name: String) throws {
        let mark = FolderMark(name: "mark.json", beginning: Array("levain".utf8))
        let output = try AtomicFolder(path: path, replacingThoseWith: mark)
        try output.addFile("mark.json", Array("levain, of today".utf8))
        try output.addFile("pages/\(name)", [1])
        // Until it is whole the older one stands.
        #expect(FileManager.default.fileExists(atPath: path + "/pages/old") == (name == "new"))
        try output.commit()
      }
      try write("old")
      try write("new")
      #expect(
        try names(in: folder) == ["out", "out/mark.json", "out/pages", "out/pages/new"])
      // Not even one with a file of that name is taken for one's own.
      try Data("somebody's".utf8).write(to: URL(filePath: path + "/mark.json"))
      #expect(throws: WriteFault(.exists, path: path)) { try write("another") }
      #expect(
        try names(in: folder) == ["out", "out/mark.json", "out/pages", "out/pages/new"])
    }
  }

  @Test func `what is given up leaves nothing`() throws {
    try withTemporaryFolder { folder in
      do {
        let output = try AtomicFolder(path: folder.appending(path: "out").path)
        try output.addFile("a/b.txt", [1])
      }
      #expect(try names(in: folder) == [])
    }
  }

  @Test func `what is there is never replaced, except an empty folder`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "out").path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let first = try AtomicFolder(path: path)
      try first.addFile("a", [1])
      try first.commit()
      #expect(throws: WriteFault(.exists, path: path)) { try AtomicFolder(path: path) }
      let file = folder.appending(path: "file").path
      try Data([1]).write(to: URL(filePath: file))
      #expect(throws: WriteFault(.exists, path: file)) { try AtomicFolder(path: file) }
      #expect(try names(in: folder) == ["file", "out", "out/a"])
    }
  }

  @Test func `a folder that somebody else fills meanwhile stays theirs`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "out").path
      let output = try AtomicFolder(path: path)
      try output.addFile("a", [1])
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data([2]).write(to: folder.appending(path: "out/theirs"))
      #expect(throws: WriteFault(.exists, path: path)) { try output.commit() }
      #expect(try names(in: folder) == ["out", "out/theirs"])
    }
  }

  @Test(arguments: ["", "/", ".", "a/.."])
  func `what names no folder is refused`(path: String) {
    #expect(throws: WriteFault.self) { try AtomicFolder(path: path) }
  }
}
