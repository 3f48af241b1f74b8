import PipelineCore
import Testing

struct PercentageTests {
  @Test(arguments: [
    ("90%", "90%"), ("90", "90%"), ("99.5%", "99.5%"), ("0%", "0%"), ("1000", "1000%"),
  ])
  func `a share is read with its sign or without`(text: String, description: String) throws {
    #expect(try #require(Percentage(text)).description == description)
  }

  @Test(arguments: [
    "", "%", "-1%", "1000.1%", "1e2", "0x10", "9 0%", "nan", "inf", "90%%", ".", "most",
  ])
  func `anything else is no share`(text: String) {
    #expect(Percentage(text) == nil)
  }

  @Test(arguments: [
    ("100%", 499, 500, true), ("100%", 500, 500, false), ("90%", 449, 500, true),
    ("90%", 450, 500, false), ("0%", 0, 500, false), ("33.3%", 333, 1000, false),
    ("1000%", 4999, 500, true), ("50.2%", 10_291, 20_500, false), ("2.2%", 33, 1500, false),
    ("100%", .max, .max, false), ("100%", .max - 1, .max, true),
  ])
  func `less than a share of a whole misses it, exactly that share does not`(
    text: String, number: Int, whole: Int, isMissed: Bool
  ) throws {
    #expect(try #require(Percentage(text)).isMissed(by: number, of: whole) == isMissed)
  }
}
