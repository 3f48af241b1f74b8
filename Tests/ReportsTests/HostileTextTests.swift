import Foundation
import RecipeModel
import Reports
import Testing

struct HostileTextTests {
  static let markup = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "</style><script>alert(1)</script>", "</title></svg>", "' onmouseover='alert(1)", "&lt;b&gt;",
    "]]>", "<!--",
  ]

  @Test(arguments: markup)
  func `ht-1: markup in names is text on the page`(name: String) throws {
    let page = try SampleReports.saying(name).text(as: .html)
    let escaped = name.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
    #expect(page.contains("<bdi>\(escaped)</bdi>"))
    #expect(!page.contains("<script") && !page.contains("<img"))
    #expect(page.firstMatch(of: /<[^>"]*("[^"]*"[^>"]*)*\son\w+=/) == nil)
    try expectWellFormed(page)
  }

  @Test(arguments: [
    ("soup\u{202E}drow", "soup[U+202E]drow"), ("a\u{2066}b\u{2069}", "a[U+2066]b[U+2069]"),
    ("a\u{0}b\u{1B}[2J", "a\u{2400}b\u{241B}[2J"), ("a\u{9B}b", "a\u{FFFD}b"),
    ("two\r\nlines", "two  lines"), ("\u{7F}", "\u{2421}"),
  ])
  func `ht-1: characters that reorder or control are shown, not obeyed`(
    name: String, shown: String
  ) throws {
    let page = try SampleReports.saying(name).text(as: .html)
    #expect(page.contains("<bdi>\(shown)</bdi>"))
    #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    try expectWellFormed(page)
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1", " =1+1",
    "\u{FEFF}=1", "\u{200B}+1", "−1", "﹦1",
  ])
  func `cs-1: a text that begins like a formula gets an apostrophe in CSV`(name: String) throws {
    let rows = try records(SampleReports.saying(name))
    let titles = rows.filter { $0[0] == "top_recipes" }.map { $0[2] }
    #expect(Set(titles) == ["'" + name])
    let tags = rows.filter { $0[0] == "tags" }.map { $0[2] }
    #expect(Set(tags) == ["'" + name])
    let shared = rows.filter { $0[0] == "family" && $0[3] == "shared_from" }.map { $0[4] }
    #expect(shared == ["'" + name])
    #expect(rows.contains { $0[0] == "subject" && $0[3] == "name" && $0[4] == "'" + name })
  }

  @Test(arguments: ["\"=1+1\"", "Soup, with \"croutons\"", "two\r\nlines", "a=b", "7-grain", ""])
  func `cs-1: any other text is exact in CSV, whatever it holds`(name: String) throws {
    let rows = try records(SampleReports.saying(name))
    #expect(rows.contains { $0[0] == "top_recipes" && $0[2] == name })
    #expect(rows.allSatisfy { $0.count == 5 })
  }

  @Test(arguments: markup + ["=1+1", "soup\u{202E}drow", "\u{0}", "\"=1+1\"", "日本"])
  func `cs-1: JSON holds the exact text`(name: String) throws {
    let bytes = try SampleReports.saying(name).rendered(as: .json)
    let read = try JSONDecoder().decode(Read.self, from: Data(bytes))
    #expect(read.schema == "levain.report/1")
    #expect(read.subject.name == name)
    #expect(read.tables.topRecipes.map(\.title) == [name])
    #expect(read.tables.creators.map(\.username) == [name])
  }

  @Test(
    arguments: markup + [
      "# heading", "- item", "1. item", "[a](javascript:alert(1))", "a | b", "`code`", "a\nb",
      "**bold**", "https://example.org", "ada@example.org", "www.example.org", "\u{202E}drow",
    ])
  func `ht-1: a text stays a text on one line in Markdown`(name: String) throws {
    let markdown = try SampleReports.saying(name).text(as: .markdown)
    let lines = markdown.split(separator: "\n")
    let rows = lines.filter { $0.hasPrefix("| ") }
    #expect(rows.count == lines.filter { $0.contains(" | ") }.count)
    // What could be markup stands behind a backslash everywhere.
    let loose = /(?:^|[^\\])(?:\\\\)*[<\[\]`*_~@]/
    for line in lines where !line.hasPrefix("> ") { #expect(line.firstMatch(of: loose) == nil) }
    #expect(markdown.contains("| 5 | 3 | 1 | 8 |"))
    #expect(lines.filter { $0.hasPrefix("# ") }.count == 1)
  }

  private struct Read: Decodable {
    struct Named: Decodable { var name: String }
    struct Titled: Decodable { var title: String }
    struct Maker: Decodable { var username: String }
    struct Tables: Decodable {
      var topRecipes: [Titled]
      var creators: [Maker]
    }
    var schema: String
    var subject: Named
    var tables: Tables
  }

  /// The fields of the CSV form, read by the letter of RFC 4180.
  private func records(_ report: SampleReport) throws -> [[String]] {
    var records: [[String]] = [[]]
    var field = String.UnicodeScalarView()
    var isQuoted = false
    let scalars = Array(report.text(as: .csv).unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar != "\"" {
          field.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          field.append(scalar)
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        #expect(field.isEmpty, "a quote opens a field")
        isQuoted = true
      } else if scalar == "," || scalar == "\r" {
        records[records.count - 1].append(String(field))
        field = String.UnicodeScalarView()
        if scalar == "\r" {
          try #require(index < scalars.count && scalars[index] == "\n")
          index += 1
          records.append([])
        }
      } else {
        field.append(scalar)
      }
    }
    try #require(records.popLast() == [], "the last line is ended")
    return Array(records.dropFirst())
  }
}
