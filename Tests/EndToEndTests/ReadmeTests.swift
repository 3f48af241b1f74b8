import Foundation
import TestKit
import Testing

/// What README says is what the tool does.
struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(contentsOf: Tool.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func `the session in the README is what the tool prints`() throws {
    let session =
      try #require(readme.split(separator: "```console\n").dropFirst().first)
      .split(separator: "```").first.map(String.init) ?? ""
    let commands = session.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map {
      $0.dropFirst(2)
    }
    #expect(commands.count > 4)
    try withTemporaryFolder { folder in
      // Each command is shown before what it prints, as it is in the README.
      let script =
        """
        cp -r "$SAMPLES" "$PIPELINES" . && levain run pipelines/quickstart.yaml --quiet >/dev/null || exit 9
        """
        + commands.map { command in
          "\nprintf '%s\\n' '$ \(command.replacingOccurrences(of: "'", with: "'\\''"))'\n\(command) 2>/dev/null"
        }.joined()
      let outcome = try Tool.script(script, in: folder)
      #expect(outcome.out == session)
    }
  }

  @Test func `the formats of the README are those of the tool`() throws {
    try withTemporaryFolder { folder in
      let outcome = try Tool.script(
        """
        echo '| format | what it is |'; echo '|---|---|'
        levain formats --json | jq -r '.formats[] | "| `\\(.name)` | \\(.description) |"'
        """, in: folder)
      let formats = try section("formats")
      #expect(formats == outcome.out)
    }
  }

  @Test func `the formats that the README says are written are those of the tool`() throws {
    try withTemporaryFolder { folder in
      let outcome = try Tool.script(
        """
        levain formats --json | jq -r '[.formats[] | select(.writes) | "`\\(.name)`"] | sort | join(", ")'
        """, in: folder)
      let formats = try section("written")
      #expect(formats == outcome.out)
    }
  }

  @Test func `the stages of the README are those of the tool`() throws {
    try withTemporaryFolder { folder in
      let outcome = try Tool.script("levain stages", in: folder)
      let stages = try section("stages")
      #expect(stages == outcome.out)
    }
  }

  @Test func `the exit codes of the README are those of the help`() throws {
    try withTemporaryFolder { folder in
      let outcome = try Tool.script(
        """
        echo '| code | meaning |'; echo '|---|---|'
        levain --help | sed -n '/^EXIT CODES/,/^USAGE/p' | grep -P '^ +[0-9]' \
          | sed -E 's/^ +([0-9]+)\\s+(.*)$/| \\1 | \\2 |/'
        """, in: folder)
      let codes = try section("exit-codes")
      #expect(codes == outcome.out)
    }
  }

  /// What stands between the marks of a generated section.
  private func section(_ name: String) throws -> String {
    let start = try #require(readme.range(of: "<!-- \(name) -->\n"))
    let end = try #require(readme.range(of: "<!-- /\(name) -->"))
    return String(readme[start.upperBound..<end.lowerBound])
  }
}
