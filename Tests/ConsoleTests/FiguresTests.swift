import Console
import Testing

struct FiguresTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1\u{202F}000"), (-1_234_567, "-1\u{202F}234\u{202F}567"),
    (Int.min, "-9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
  ])
  func `thousands are set apart`(number: Int, text: String) {
    #expect(Figures.count(number) == text)
  }

  @Test(arguments: [(0, "0 recipes"), (1, "1 recipe"), (2, "2 recipes")])
  func `a number has the noun that fits it`(number: Int, text: String) {
    #expect(Figures.count(number, "recipe", "recipes") == text)
  }

  @Test(arguments: [
    (Int64(0), "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1449, "1.4 kB"), (999_949, "999.9 kB"),
    (999_950, "1.0 MB"), (123_456_789, "123.5 MB"), (Int64.max, "9.2 EB"),
  ])
  func `sizes have at most four digits`(bytes: Int64, text: String) {
    #expect(Figures.bytes(bytes) == text)
  }

  @Test(arguments: [
    (Int64(-5), "0 ms"), (240, "240 ms"), (1000, "1.0 s"), (3449, "3.4 s"), (59_949, "59.9 s"),
    (59_950, "1 min 00 s"), (125_000, "2 min 05 s"), (3_599_400, "59 min 59 s"),
    (3_599_500, "1 h 00 min"), (3_720_000, "1 h 02 min"), (172_800_000, "2 d 00 h"),
  ])
  func `lengths of time have two units at most`(milliseconds: Int64, text: String) {
    #expect(Figures.duration(milliseconds: milliseconds) == text)
  }

  @Test(arguments: [
    (0.0, "0.0 records/s"), (9.94, "9.9 records/s"), (9.95, "10 records/s"),
    (12_345.6, "12\u{202F}346 records/s"), (.infinity, "0 records/s"),
  ])
  func `rates are whole from ten on`(perSecond: Double, text: String) {
    #expect(Figures.rate(perSecond, of: "records") == text)
  }

  @Test func `byte rates have the unit of their size`() {
    #expect(Figures.byteRate(8_400_000) == "8.4 MB/s")
  }
}
