import PipelineCore
import Testing

struct StatedDurationTests {
  @Test(
    arguments: [
      ("0s", 0), ("90s", 90_000), ("15m", 900_000), ("2h", 7_200_000), ("1d", 86_400_000),
      ("2w", 1_209_600_000), ("1000000w", 604_800_000_000_000),
    ] as [(String, Int64)])
  func `a time is a whole number with its unit`(text: String, milliseconds: Int64) throws {
    let span = try #require(StatedDuration(text))
    #expect(span.milliseconds == milliseconds)
    #expect(span.description == text)
  }

  @Test(arguments: ["", "5", "s", "-1s", "1.5h", "1 h", "1H", "2h30m", "1000001s", "٣s"])
  func `anything else is no time`(text: String) {
    #expect(StatedDuration(text) == nil)
  }

  @Test func `an hour is sixty minutes`() {
    #expect(StatedDuration("1h") == StatedDuration("60m"))
  }
}
