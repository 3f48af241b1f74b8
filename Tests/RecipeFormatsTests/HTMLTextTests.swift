import PipelineCore
import RecipeFormats
import RecipeModel
import TestKit
import Testing

/// How bytes become the text of a page.
struct HTMLTextTests {
  private func title(_ content: [UInt8], largestRead: Int = .max) -> String? {
    let pass = read(content, with: HTMLReader.self, largestRead: largestRead)
    return pass.fault == nil ? pass.records.first?.body.title : nil
  }

  private func page(_ head: String, title: [UInt8]) -> [UInt8] {
    Array("<html><head>\(head)</head><body itemscope itemtype='http://schema.org/Recipe'>".utf8)
      + Array("<h1 itemprop=name>".utf8) + title + Array("</h1></body></html>".utf8)
  }

  @Test(
    arguments: [
      ("", Array("Crème 1½".utf8), "Crème 1½"),
      ("<meta charset=iso-8859-1>", Array("Crème 1½".utf8), "Crème 1½"),
      ("<meta charset=utf-8>", [0x93, 0x43, 0x72, 0xE8, 0x6D, 0x65, 0x94], "“Crème”"),
      ("", [0x43, 0x72, 0xE8, 0x6D, 0x65], "Crème"),
      ("<meta charset=\"windows-1251\">", [0xC1, 0xEE, 0xF0, 0xF9], "Борщ"),
      (
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>",
        [0x83, 0x89, 0x81, 0x5B, 0x83, 0x81, 0x83, 0x93], "ラーメン"
      ),
      ("<meta charset=gb2312>", [0xBA, 0xEC, 0xC9, 0xD5, 0xC8, 0xE2], "红烧肉"),
      ("<meta charset=nonsense>", Array("Crème".utf8), "Crème"),
      ("", Array("Cr&egrave;me &amp;frac12; &#8220;a&#148;".utf8), "Crème ½ “a”"),
    ] as [(String, [UInt8], String)])
  func `the bytes decide, then what the page declares`(
    head: String, bytes: [UInt8], expected: String
  ) {
    let content = page(head, title: bytes)
    for largestRead in [1, 3, Int.max] {
      #expect(title(content, largestRead: largestRead) == expected)
    }
  }

  @Test(arguments: [true, false])
  func `UTF-16 is read`(isLittle: Bool) {
    let text = String(decoding: page("", title: Array("Crème 🍮".utf8)), as: UTF8.self)
    let bytes = ("\u{FEFF}" + text).utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
    #expect(title(bytes) == "Crème 🍮")
  }

  @Test func `text that was encoded twice is put right`() throws {
    let twice = Array("Crème brûlée".utf8).flatMap { Array(String(Unicode.Scalar($0)).utf8) }
    #expect(title(page("", title: twice)) == "Crème brûlée")
  }

  @Test(arguments: [
    ("<p itemprop=name>a<p>b", "a"), ("<li itemprop=name>a<li>b", "a"),
    ("<table><tr><td itemprop=name>a<td>b<tr><td>c</table>", "a"),
    ("<dl><dt itemprop=name>a<dd>b</dl>", "a"), ("<p itemprop=name>a<div>b</div>", "a"),
    ("<b itemprop=name>a</b >b", "a"), ("<i itemprop=name>a</u>b</i>", "ab"),
    ("<div itemprop=name>a</span></td>b</div>c", "ab"), ("<b itemprop=name>a<br>b</b>", "a b"),
    ("<b itemprop=name>a<!-- <b>x</b> -->b</b>", "ab"), ("<b itemprop=name>a<!-->b</b>", "ab"),
    ("<b itemprop=name>a < b</b>", "a < b"), ("<b itemprop=name>a<style><b></style>b</b>", "ab"),
    ("<B ITEMPROP = 'name' >a</B>", "a"), ("<b itemprop=name>a<?x y?>b<![CDATA[c]]></b>", "ab"),
    ("<textarea><b itemprop=name>x</b></textarea><b itemprop=name>a</b>", "a"),
    ("<span itemprop=name content='a'/><b>x</b>", "a"), ("<b itemprop=name>a\n  b\u{0}</b>", "a b"),
    ("<td itemprop=name><b>a</b>  <i>b</i></td>", "a b"),
  ])
  func `elements end where pages end them`(markup: String, expected: String) {
    let content =
      "<body><div itemscope itemtype=http://schema.org/Recipe>"
      + "<meta itemprop=ingredients content=egg>\(markup)</div></body>"
    #expect(title(Array(content.utf8)) == expected)
  }
}
