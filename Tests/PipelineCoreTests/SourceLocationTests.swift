import PipelineCore
import RecipeModel
import Testing

struct SourceLocationTests {
  @Test func `a place reads from the archive inward`() {
    let place = SourceLocation(
      archive: "inbox/a.zip", members: ["b.gz", "c.json"], line: 3, column: 7)
    #expect(place.description == "inbox/a.zip!/b.gz!/c.json:3:7")
  }

  @Test func `a place cannot drive the terminal`() {
    let place = SourceLocation(archive: "a\u{1B}[2J\u{202E}.zip", byteOffset: 12)
    #expect(place.description == "a\\u{1B}[2J\\u{202E}.zip@12")
  }
}

struct SurroundingsTests {
  @Test func `an id carries its moment and its version`() {
    let surroundings = Surroundings(
      now: { .init(milliseconds: 0x0123_4567_89AB) },
      randomBytes: { Array(repeating: 0xFF, count: 10) })
    #expect(surroundings.freshID() == "01234567-89ab-7fff-bfff-ffffffffffff")
  }
}
