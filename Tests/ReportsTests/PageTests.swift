import RecipeModel
import Reports
import Testing

struct PageTests {
  private func page(_ report: SampleReport) throws -> String {
    let page = report.text(as: .html)
    try expectWellFormed(page)
    return page
  }

  @Test func `the page needs no network and no script`() throws {
    let page = try page(SampleReports.rich())
    #expect(
      page.contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;"))
    let withoutNamespace = page.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    #expect(!withoutNamespace.contains("://") && !page.contains("<script"))
    #expect(!page.contains("url(") && !page.contains("@import"))
    for link in page.matches(of: /href="([^"]*)"/) { #expect(link.1.hasPrefix("#")) }
  }

  @Test func `every id is there once, and every reference has its id`() throws {
    let page = try page(SampleReports.everything())
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let labels = page.matches(of: /aria-labelledby="([^"]*)"/).flatMap {
      $0.1.split(separator: " ")
    }
    let links = page.matches(of: /href="#([^"]*)"/).map(\.1)
    for reference in labels + links { #expect(ids.contains(String(reference))) }
  }

  @Test func `every chart has a title, a description and a table`() throws {
    let page = try page(SampleReports.rich())
    let charts = page.matches(
      of: /<svg[^>]* role="img"[^>]*><title id="[^"]*">[^<]+<\/title><desc id="[^"]*">[^<]+<\/desc>/
    )
    #expect(charts.count == page.matches(of: /<svg/).count)
    #expect(page.matches(of: /<table><caption>/).count == 8)
    #expect(charts.count == 11, "three of the eight are drawn for wide and for narrow screens")
  }

  @Test func `an empty community is shown no chart and told what to do`() throws {
    let page = try page(SampleReports.empty())
    #expect(!page.contains("<svg") && page.contains("No recipes yet"))
  }

  @Test func `a community whose period saw nothing gets sentences in place of charts`() throws {
    var report = try SampleReports.empty()
    report.isEmpty = false
    let page = try page(report)
    #expect(!page.contains("<svg"))
    #expect(page.matches(of: /<p class="nothing">/).count == 8)
  }

  @Test func `a table of thousands of rows is cut and says so`() throws {
    var report = try SampleReports.rich()
    report.family = SampleReports.chain(length: 1200)
    let page = try page(report)
    #expect(page.contains("200 more rows are in the JSON and CSV forms"))
    #expect(page.contains("+\u{202F}1\u{202F}150 below</tspan>"))
  }

  @Test func `R24: an estimated number of viewers says so`() throws {
    let report = try SampleReports.singleDay()
    #expect(try page(report).contains("\u{2248}\u{202F}3</span>"))
    #expect(try page(report).contains("different people, \u{B1}\u{202F}1.6\u{202F}%</span>"))
    let csv = report.text(as: .csv)
    #expect(csv.contains("key_figures,viewers,Viewers,value_estimated,3\r\n"))
    let json = report.text(as: .json)
    #expect(json.contains(#""value":3,"valueExact":false,"valueError":0.0081"#))
  }

  @Test(arguments: [
    ("2026-11-21T10:54:00Z", "21 November 2026, 11:54"),
    ("2026-07-21T10:54:00Z", "21 July 2026, 12:54"),
    ("2026-06-30T22:30:00Z", "1 July 2026, 00:30"),
    ("2026-03-29T00:59:59Z", "29 March 2026, 01:59"),
    ("2026-03-29T01:00:00Z", "29 March 2026, 03:00"),
    ("2026-10-25T00:59:59Z", "25 October 2026, 02:59"),
    ("2026-10-25T01:00:00Z", "25 October 2026, 02:00"),
  ])
  func `R28: moments are told in the community's time zone, daylight saving included`(
    moment: String, words: String
  ) throws {
    var report = try SampleReports.rich()
    report.generatedAt = try #require(Instant(moment))
    #expect(try page(report).contains("\(words)</time>"))
  }

  @Test func `R28: moments are told in UTC where that is the community's time zone`() throws {
    #expect(try page(SampleReports.singleDay()).contains("21 November 2026, 10:54</time>"))
  }

  @Test func `R19: of what is hidden only a count and a distance are shown`() throws {
    let report = try SampleReports.rich()
    let page = try page(report)
    #expect(page.contains("7 hidden, up to 3 steps away"))
    let json = report.text(as: .json)
    #expect(
      json.contains(
        #"{"node":"3","title":"","id":null,"kind":"hidden","sharedFrom":null,"depth":1,"#
          + #""views":null,"parent":0,"hiddenCount":7,"hiddenDistance":3}"#))
    let csv = report.text(as: .csv)
    let rows = csv.split(separator: "\r\n").filter { $0.hasPrefix("family,3,") }
    #expect(
      rows == [
        "family,3,,kind,hidden", "family,3,,depth,1", "family,3,,parent,0",
        "family,3,,hidden_count,7", "family,3,,hidden_distance,3",
      ])
  }

  @Test(arguments: ReportWarning.allCases)
  func `a warning stands on the page and in both tables`(warning: ReportWarning) throws {
    var report = try SampleReports.rich()
    report.warnings = [warning]
    #expect(try page(report).contains("<p>\(warning.sentence)</p>"))
    for format in [ReportFormat.json, .csv] {
      #expect(report.text(as: format).contains(warning.rawValue))
    }
  }
}
