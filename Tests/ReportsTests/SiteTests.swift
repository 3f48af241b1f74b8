import RecipeModel
import Testing

@testable import Reports

struct SiteTests {
  @Test(arguments: [
    (ReportTarget.community("bread-circle"), "communities/bread-circle.html"),
    (.recipe(RecipeID("9377c11c-8a79-5917")), "recipes/9377c11c-8a79-5917.html"),
    (.creator(UserID("a/../b")), "creators/a~2f~2e~2e~2fb.html"),
    (.recipe(RecipeID("javascript:x")), "recipes/javascript~3ax.html"),
    (.recipe(RecipeID("é")), "recipes/~c3~a9.html"),
    (.recipe(RecipeID("")), "recipes/.html"),
  ])
  func `a page lies where its name means nothing`(target: ReportTarget, path: String) {
    #expect(PagePath(of: target).description == path)
  }

  @Test func `names too long for a file stay apart`() {
    let long = String(repeating: "é", count: 400)
    let paths = [long, long + "a", long + "b"].map { PagePath(of: .recipe(RecipeID($0))) }
    #expect(Set(paths).count == 3)
    #expect(paths.allSatisfy { $0.description.utf8.count < 200 })
  }

  @Test func `a page of a site links to what there are pages of, and to nothing else`() throws {
    var sample = try SampleReports.rich()
    sample.more = try OtherSections.all(saying: "Loaf")
    let report = sample.report
    let loaf = ReportTarget.recipe(RecipeID("Loaf"))
    let maker = ReportTarget.creator(UserID("Loaf"))
    let rye = ReportTarget.recipe(RecipeID("recipe-1"))
    #expect(report.targets.contains(loaf) && report.targets.contains(maker))
    let links = PageLinks(from: PagePath(of: .community("circle")), to: [loaf, maker, rye])
    let page = String(decoding: ReportPage.render(report, links: links), as: UTF8.self)
    try expectWellFormed(page)
    let found = Set(page.matches(of: /href="([^"#][^"]*)"/).map { String($0.1) })
    #expect(
      found == [
        "../index.html", "../recipes/Loaf.html", "../creators/Loaf.html",
        "../recipes/recipe-1.html",
      ])
    // The bar of a recipe leads to it, too.
    #expect(page.contains(/<svg[^>]* role="group".*<a href="..\/recipes\/recipe-1.html"><g>/))
    let index = PageLinks(from: .index, to: [loaf])
    let front = String(decoding: ReportPage.render(report, links: index), as: UTF8.self)
    #expect(front.contains("href=\"recipes/Loaf.html\"") && !front.contains("index.html"))
  }

  @Test func `a page on its own links nowhere`() throws {
    let page = try SampleReports.everything().text(as: .html)
    for link in page.matches(of: /href="([^"]*)"/) { #expect(link.1.hasPrefix("#")) }
  }

  @Test func `the manifest names every page`() throws {
    let subject = ReportSubject(.community, id: "circle", name: "Circle \"of\" bread")
    let manifest = SiteManifest(
      generatedAt: Instant(milliseconds: 0),
      pages: [.init(PagePath(of: .community("circle")), of: subject)])
    #expect(manifest.bytes.starts(with: SiteManifest.beginning))
    #expect(
      String(decoding: manifest.bytes, as: UTF8.self)
        == #"{"schema":"levain.site/1","generatedAt":"1970-01-01T00:00:00.000Z","pages":["#
        + #"{"path":"communities/circle.html","kind":"community","id":"circle","#
        + #""name":"Circle \"of\" bread"}]}"# + "\n")
  }
}
