import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

/// Names and entries that lead out of the archive (zs-1 to zs-11 of the catalogue of hostile
/// inputs).
struct HostileNameTests {
  static let unsafeNames: [String] = [
    "../x", "a/../../x", "/etc/x", "C:\\x", "..\\x", "a//../../x", "a\\..\\..\\x", "...", "a/..",
    ".", "\\\\server\\x", "c:x", "", "a\u{0}.json", "....//x",
  ]

  @Test(arguments: unsafeNames)
  func `zs-1 to zs-9: an unsafe name is refused and its neighbours are read`(
    _ name: String
  ) throws {
    let zip = RawZip([.init("a1", "apple"), .init(name, "evil"), .init("z", "end")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.texts == ["apple", "end"])
      #expect(walked.refused.map(\.code) == [.unsafeMemberName])
      #expect(walked.faults.isEmpty)
    }
  }

  @Test func `zs-8: a name of 70,000 bytes is refused and shown cut`() throws {
    let long = String(repeating: "n", count: 70_000)
    let tar = RawTar([.init(long, "evil"), .init("z", "end")], dialect: .gnu)
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", tar.bytes)])
      #expect(walked.texts == ["end"])
      #expect(walked.refused.map(\.code) == [.unsafeMemberName])
      #expect(walked.refused.allSatisfy { $0.location.memberPath.utf8.count < 100 })
    }
  }

  @Test func `a refused name is shown escaped`() throws {
    let zip = RawZip([.init("../\u{1B}[2J\u{202E}x", "evil")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      let shown = try #require(walked.refused.first).location.description
      #expect(shown.hasSuffix("x!/../\\u{1B}[2J\\u{202E}x"))
    }
  }

  @Test func `zs-10: a link in a zip is refused, and what lies below it is plain content`() throws {
    var link = RawZip.Entry("out", "/etc")
    link.mode = 0o120777
    let zip = RawZip([link, .init("out/passwd", "bread")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.refused.map(\.location.memberPath) == ["out"])
      #expect(walked.texts == ["bread"])
    }
  }

  @Test(arguments: ["1", "2", "3", "4", "6"] as [Unicode.Scalar])
  func `zs-10: links, devices and pipes in a tar are refused`(_ type: Unicode.Scalar) throws {
    let tar = RawTar([
      .init("a", "apple"), .init("evil", type: type, linkName: "/etc/passwd"), .init("z", "end"),
    ])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", tar.bytes)])
      #expect(walked.texts == ["apple", "end"])
      #expect(walked.refused.map(\.location.memberPath) == ["evil"])
      #expect(walked.refused.map(\.code) == [.unreadableMember])
    }
  }

  @Test(arguments: [("a", "a"), ("Soup", "sOUP"), ("H\u{E4}", "Ha\u{308}"), ("\u{C4}", "\u{E4}")])
  func `zs-11: the later of two members with one name is refused`(
    _ names: (String, String)
  ) throws {
    let zip = RawZip([.init(names.0, "first"), .init(names.1, "second"), .init("z", "end")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.texts == ["first", "end"])
      #expect(walked.refused.map(\.code) == [.unreadableMember])
    }
  }

  @Test func `an encrypted member is refused with what to do`() throws {
    var secret = RawZip.Entry("secret", "0123456789abcdef")
    secret.flags = 1
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", RawZip([secret, .init("z", "end")]).bytes)])
      #expect(walked.texts == ["end"])
      #expect(walked.refused.first?.message.contains("encrypted") == true)
    }
  }

  @Test func `a name without the UTF-8 flag is UTF-8 when it can be and else code page 437`() throws
  {
    var dos = RawZip.Entry("", "soup")
    dos.name = [0x48, 0x84, 0x6D]
    var flagged = RawZip.Entry("S\u{FC}\u{DF}", "cake")
    flagged.flags = 0x800
    let zip = RawZip([dos, .init("Hazan\u{2019}s", "bread"), flagged])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.places == ["H\u{E4}m", "Hazan\u{2019}s", "S\u{FC}\u{DF}"])
    }
  }

  @Test func `a name that says it is UTF-8 and is not is refused`() throws {
    var broken = RawZip.Entry("", "soup")
    broken.name = [0x48, 0x84, 0x6D]
    broken.flags = 0x800
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", RawZip([broken, .init("z", "end")]).bytes)])
      #expect(walked.texts == ["end"])
      #expect(walked.refused.map(\.code) == [.unsafeMemberName])
    }
  }

  @Test func `names are put into NFC and folders into slashes`() throws {
    let zip = RawZip([.init("Ha\u{308}", "soup"), .init("pics\\1.jpg", "x"), .init("./b", "bread")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(
        walked.places.map { Array($0.unicodeScalars) }
          == ["H\u{E4}", "pics/1.jpg", "b"].map {
            Array($0.unicodeScalars)
          })
    }
  }

  @Test func `an entry that calls itself a folder and has content is not passed over`() throws {
    var odd = RawZip.Entry("recipes/", "soup")
    odd.mode = 0o040755
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", RawZip([odd]).bytes)])
      #expect(walked.refused.count == 1)
    }
  }
}
