import Foundation
import PipelineCore
import TestKit
import Testing

@testable import Archives

struct PathPatternTests {
  /// Makes empty files below a folder.
  private func make(_ names: [String], in folder: URL) throws {
    for name in names {
      let path = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: path)
    }
  }

  private func found(_ pattern: String, in folder: URL) throws -> [String] {
    let pattern = try #require(PathPattern(folder.appending(path: "").path + "/" + pattern))
    return try pattern.paths().map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test(arguments: [
    ("inbox/*.zip", ["inbox/a.zip", "inbox/b.zip"]),
    ("inbox/?.zip", ["inbox/a.zip", "inbox/b.zip"]),
    ("inbox/[b-z].*", ["inbox/b.zip"]),
    ("inbox/[!b]*.zip", ["inbox/a.zip"]),
    ("*/*.zip", ["inbox/a.zip", "inbox/b.zip", "other/c.zip"]),
    ("*/deep/*", ["other/deep/d.zip"]),
    ("**/*.zip", ["inbox/a.zip", "inbox/b.zip", "other/c.zip", "other/deep/d.zip"]),
    ("other/**", ["other/c.zip", "other/deep/d.zip"]),
    ("other/**/*", ["other/c.zip", "other/deep/d.zip"]),
    ("inbox/**", ["inbox/a.zip", "inbox/b.zip", "inbox/notes"]),
    ("inbox/.*", ["inbox/.hidden.zip"]),
    ("inbox/*", ["inbox/a.zip", "inbox/b.zip", "inbox/notes"]),
    ("nowhere/*.zip", []),
    ("inbox/a.zip/*", []),
    ("inbox/*.tar", []),
  ])
  func `a pattern finds what a shell would, sorted, and nothing hidden`(
    pattern: String, paths: [String]
  ) throws {
    try withTemporaryFolder { folder in
      try make(
        [
          "inbox/b.zip", "inbox/a.zip", "inbox/.hidden.zip", "inbox/notes", "other/c.zip",
          "other/deep/d.zip", ".git/e.zip",
        ], in: folder)
      #expect(try found(pattern, in: folder) == paths)
    }
  }

  @Test(arguments: [
    ("inbox/*.zip", "inbox/a.zip", true), ("inbox/*.zip", "inbox/a.tar", false),
    ("inbox/*.zip", "/inbox/a.zip", false), ("inbox/*.zip", "inbox/deep/a.zip", false),
    ("/mnt/**", "/mnt/a", true), ("/mnt/**", "/mnt/a/b", true), ("/mnt/**", "/mnt/.a/b", false),
    ("/mnt/**", "/mnt", false), ("/mnt/**", "/other/a", false), ("**/*.zip", "a.zip", true),
    ("**/*.zip", "x/y/a.zip", true), ("**/*.zip", "x/y/.a.zip", false),
    ("a/**/b/*", "a/b/c", true), ("a/**/b/*", "a/x/b/c", true), ("a/**/b/*", "a/x/c", false),
  ])
  func `a pattern knows what it could find where nothing is`(
    pattern: String, path: String, could: Bool
  ) throws {
    let pattern = try #require(PathPattern(pattern))
    #expect(pattern.couldFind(path) == could)
  }

  @Test func `a path without signs of a pattern is none`() {
    for path in ["inbox", "inbox/a.zip", "/", ""] { #expect(PathPattern(path) == nil, "\(path)") }
  }

  @Test func `links to folders are followed where they are named, and not through two stars`()
    throws
  {
    try withTemporaryFolder { folder in
      try make(["real/a.zip"], in: folder)
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "real/round"), withDestinationURL: folder.appending(path: "real")
      )
      #expect(try found("**/*.zip", in: folder) == ["real/a.zip"])
      #expect(try found("real/*/*.zip", in: folder) == ["real/round/a.zip"])
    }
  }

  @Test func `a folder that may not be read is told, unless anybody may read anything`() throws {
    try withTemporaryFolder { folder in
      try make(["shut/a.zip"], in: folder)
      let shut = folder.appending(path: "shut").path
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: shut)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: shut)
      }
      guard !FileManager.default.isReadableFile(atPath: shut) else { return }
      #expect(throws: ReadFault.self) { try found("shut/*.zip", in: folder) }
    }
  }

  @Test(arguments: [
    ("a*b*c", "aXbYc", true), ("a*b*c", "aXbY", false), ("*", "", true), ("**x", "xx", true),
    ("[]a]", "]", true), ("[]a]", "b", false), ("[a", "[a", true), ("[z-a]", "m", false),
    ("[a-]", "-", true), ("gr[üu]n", "gru\u{308}n", true), ("?", "e\u{301}", true),
    ("a?c", "ac", false), ("[^x]", "x", false),
  ])
  func `a component stands for these names and not for those`(
    pattern: String, name: String, isMatch: Bool
  ) {
    #expect(NamePattern(pattern).matches(name) == isMatch)
  }

  @Test func `stars say the same as a slow and plain reading of them`() {
    var generator = SeededGenerator(seed: 7)
    func text(_ letters: String) -> String {
      String(
        (0..<Int.random(in: 0...7, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? "a"
        })
    }
    func plain(_ pattern: Substring, _ name: Substring) -> Bool {
      guard let first = pattern.first else { return name.isEmpty }
      if first == "*" {
        return plain(pattern.dropFirst(), name)
          || !name.isEmpty && plain(pattern, name.dropFirst())
      }
      guard let character = name.first, first == "?" || first == character else { return false }
      return plain(pattern.dropFirst(), name.dropFirst())
    }
    for _ in 0..<5000 {
      let (pattern, name) = (text("ab*?"), text("ab"))
      #expect(NamePattern(pattern).matches(name) == plain(pattern[...], name[...]))
    }
  }
}
