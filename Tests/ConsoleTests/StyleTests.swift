import Console
import Testing

struct StyleTests {
  @Test(
    arguments: [
      (true, false, nil, "xterm", true), (true, false, "", "xterm", true),
      (true, false, nil, nil, true), (false, false, nil, "xterm", false),
      (true, true, nil, "xterm", false), (true, false, "1", "xterm", false),
      (true, false, "0", "xterm", false), (true, false, nil, "dumb", false),
    ] as [(Bool, Bool, String?, String?, Bool)])
  func `colours are for terminals whose user wants them`(
    isTerminal: Bool, flag: Bool, noColor: String?, term: String?, isColored: Bool
  ) {
    let style = Style(
      isTerminal: isTerminal, hasNoColorFlag: flag, noColorVariable: noColor, termVariable: term)
    #expect(style.isColored == isColored)
  }

  @Test(arguments: Style.Role.allCases)
  func `a painted text ends its colour, a plain one has none`(role: Style.Role) {
    let painted = Style(isColored: true).paint("x", as: role)
    #expect(painted.hasPrefix("\u{1B}[") && painted.hasSuffix("mx\u{1B}[0m"))
    #expect(Style.plain.paint("x", as: role) == "x")
    #expect(Style(isColored: true).paint("", as: role).isEmpty)
  }
}
