import Pipelines
import Testing

struct VariablesTests {
  static let environment = ["NAME": "levain", "EMPTY": "", "_x9": "$NAME ${NAME} [a]: #"]

  @Test(arguments: [
    ("plain", "plain"),
    ("${NAME}", "levain"),
    ("a${NAME}b${NAME}", "alevainblevain"),
    ("${NAME:-other}", "levain"),
    ("${MISSING:-other}/x", "other/x"),
    ("${EMPTY:-other}", "other"),
    ("x${EMPTY}", "x"),
    ("x${MISSING:-}", "x"),
    ("${MISSING:-a:-b}", "a:-b"),
    ("$$", "$"),
    ("$${NAME}", "${NAME}"),
    ("5 $$ a loaf", "5 $ a loaf"),
    ("${_x9}", "$NAME ${NAME} [a]: #"),
    ("{NAME}", "{NAME}"),
    ("é${NAME}\u{301}", "élevain\u{301}"),
  ])
  func `variables are filled in`(written: String, read: String) throws {
    let text = "pipeline: \"\(written)\"\nstages: [lineage]"
    #expect(try plan(text, environment: Self.environment).name == read)
  }

  @Test(arguments: [
    ("${MISSING}", "the variable `MISSING` is not set; set it, or write `${MISSING:-default}`"),
    ("${name}", "the variable `name` is not set; set it, or write `${name:-default}`"),
    ("$NAME", "a dollar sign begins `${NAME}`; write `$$` for the sign itself"),
    ("price: 5$", "a dollar sign begins `${NAME}`; write `$$` for the sign itself"),
    ("${NAME", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${}", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${9A}", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${NAME-x}", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${NAME:x}", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${MISSING:-${NAME}}", "a variable is written `${NAME}` or `${NAME:-default}`"),
    ("${MÍSSING}", "a variable is written `${NAME}` or `${NAME:-default}`"),
  ])
  func `what cannot be filled in is refused at its place`(written: String, message: String) {
    let text = "stages: [lineage]\npipeline: \"\(written)\""
    #expect(problems(text, environment: Self.environment) == ["p.yaml:2:11: " + message])
  }

  @Test func `a variable never becomes YAML`() throws {
    let read = try plan(
      file("  - backup: { to: '${TARGET}' }"), environment: ["TARGET": "x, verify: false }\n- y"])
    #expect(
      read.stages.map(\.settings) == [
        .backup(BackupSettings(.archive(.init(path: "x, verify: false }\n- y")), isVerified: true))
      ])
  }
}
