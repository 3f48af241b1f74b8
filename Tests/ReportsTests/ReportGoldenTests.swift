import Reports
import Testing

struct ReportGoldenTests {
  @Test(arguments: ReportFormat.allCases)
  func `a lively community's report is as it was looked at`(format: ReportFormat) throws {
    try expectGolden(
      SampleReports.rich().rendered(as: format), named: "rich.\(format.fileExtension)")
  }

  @Test func `an empty community gets a page that helps`() throws {
    try expectGolden(SampleReports.empty().rendered(as: .html), named: "empty.html")
  }

  @Test func `a single day is drawn as points`() throws {
    try expectGolden(SampleReports.singleDay().rendered(as: .html), named: "single-day.html")
  }

  @Test func `ht-1: hostile names are inert text`() throws {
    let name = "</title></style></svg>\"'><script>document.title='run'</script>\u{202E}<img src=x>"
    try expectGolden(
      SampleReports.saying(name).rendered(as: .html), named: "hostile.html")
  }

  @Test(arguments: ReportFormat.allCases)
  func `the same values give the same bytes`(format: ReportFormat) throws {
    #expect(
      try SampleReports.rich().rendered(as: format) == SampleReports.rich().rendered(as: format))
  }
}
