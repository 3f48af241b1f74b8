import struct Crypto.SHA256
import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// What all readers of XML have of a record.
struct XMLRecordTests {
  @Test(arguments: [1, 5, 64, Int.max])
  func `a record is known by its elements and texts, however they are written`(largestRead: Int) {
    let one =
      "<recipe lang='a\"&lt;b'><head><title>A&#38;B &lt;x&gt; \"é\"</title></head> <x/></recipe>"
    let other =
      "<m:RECIPE xmlns:m=\"urn:m\" Lang=\"a&quot;&#60;b\"  ><HEAD ><title>A<!-- ? -->&amp;"
      + "<![CDATA[B <x]]>&gt; &quot;&#xe9;\"</title></HEAD> <x></x></m:RECIPE>"
    let form =
      "<recipe lang=\"a&quot;&lt;b\"><head><title>A&amp;B &lt;x&gt; &quot;é&quot;</title></head>"
      + " <x></x></recipe>"
    let pass = read(
      Array("<recipeml>\(one)\(other)</recipeml>".utf8), with: RecipeMLReader.self,
      largestRead: largestRead)
    let digest = Digest(bytes: Array(SHA256.hash(data: Array(form.utf8))))
    #expect(pass.fault == nil && pass.records.map(\.sourceDigest) == [digest, digest])
    #expect(pass.records.map(\.body.title) == ["A&B <x> \"é\"", "A&B <x> \"é\""])
    #expect(pass.records.map(\.body.language) == ["a\"<b", "a\"<b"])
  }

  @Test func `what a rejection holds is the record in its one form`() throws {
    let pass = read(
      "<recipeml>\n<recipe a = '1>2'><head>&lt;&#9;<!-- -->&amp;x</head><b/></recipe></recipeml>",
      with: RecipeMLReader.self)
    let rejection = try #require(pass.rejections.first)
    #expect(
      String(decoding: rejection.raw, as: UTF8.self)
        == "<recipe a=\"1&gt;2\"><head>&lt;\t&amp;x</head><b></b></recipe>")
  }

  @Test(arguments: [1, 7, Int.max])
  func `thousands of names are told apart`(largestRead: Int) {
    let names = (0..<3000).map { "Name-\($0)" }
    let inside = names.map { "<\($0)>\($0)</\($0)>" }.joined()
    let pass = read(
      Array("<recipeml><recipe><head><title>N</title>\(inside)</head></recipe></recipeml>".utf8),
      with: RecipeMLReader.self, largestRead: largestRead)
    let extras = names.map { JSONMember($0.lowercased(), .string($0)) }
    #expect(pass.records.first?.extras == extras)
  }

  @Test func `a start tag beyond the limit makes the record too large, and the next is read`()
    throws
  {
    let limits = ReaderLimits(maximumRecordBytes: 500)
    let good = "<recipe><head><title>N</title></head></recipe>"
    let large = String(repeating: "x", count: 600)
    let pass = read(
      "<recipeml><recipe lang=\"\(large)\"><head><title>L</title></head></recipe>\(good)</recipeml>",
      with: RecipeMLReader.self, limits: limits)
    #expect(pass.records.map(\.body.title) == ["N"])
    let rejection = try #require(pass.rejections.first)
    #expect(rejection.code == .tooLarge && rejection.location.pointer == "//recipe[1]")
    #expect(String(decoding: rejection.raw, as: UTF8.self) == "<recipe></recipe>")
  }

  @Test func `of a record beyond the limit the front is kept, with its elements closed`() throws {
    let limits = ReaderLimits(maximumRecordBytes: 300)
    let large = String(repeating: "x", count: 400)
    let pass = read(
      "<recipeml><recipe><head><title>L</title><a>\(large)</a><b>c</b></head>d</recipe></recipeml>",
      with: RecipeMLReader.self, limits: limits)
    let rejection = try #require(pass.rejections.first)
    #expect(
      String(decoding: rejection.raw, as: UTF8.self)
        == "<recipe><head><title>L</title><a></a></head></recipe>")
  }

  @Test(arguments: 0..<40)
  func `marks and control characters are found wherever they stand`(before: Int) {
    let front = String(repeating: "a", count: before)
    let inside = "\(front)&\u{1}b&amp;\(front)&lt;c&gt;\(front)\u{2}&nothing;\(front)"
    let title = "\(front)&b&\(front)<c>\(front)&nothing;\(front)"
    for largestRead in [1, 9, Int.max] {
      let wellFormed = read(
        Array("<recipe><head><title>\(inside)</title></head></recipe>".utf8),
        with: RecipeMLReader.self, largestRead: largestRead)
      let loose = read(
        Array("<recipe><title>\(inside)</title></recipe>".utf8), with: GourmetReader.self,
        largestRead: largestRead)
      #expect(wellFormed.records.map(\.body.title) == [title])
      #expect(loose.records.map(\.body.title) == [title])
    }
  }
}
