@testable import Commands
import Foundation
import PipelineCore
import RecipeModel
@testable import Store
import TestKit
import Testing

/// What is run when a run of a pipeline has ended.
struct HookTests {
  private static let text = """
    pipeline: p
    onSuccess:
      - 'env | grep ^LEVAIN_ | sort > "$$HERE/success"; cat > "$$HERE/report.json"'
      - [sh, -c, 'echo "$$0 $$*" > "$$HERE/words"', name, a b, '$$HERE']
    onFailure:
      run: 'echo "$$LEVAIN_STATE $$LEVAIN_EXIT_CODE $$TOKEN" > "$$HERE/failure"'
      secrets: { TOKEN: "${HERE}/token" }
    stages:
      - init
      - views: { from: "${HERE}/${VIEWS:-nothing.jsonl}" }
    """

  private static func text(of name: String, at desk: PipelineDesk) throws -> String {
    try String(contentsOfFile: desk.path(name), encoding: .utf8)
  }

  /// Runs commands where waiting holds nobody up.
  private func withDesk(
    _ text: String = HookTests.text,
    _ body: @escaping @Sendable (PipelineDesk, String) throws -> Void
  ) async throws {
    try await onOwnThread {
      try withTemporaryFolder { folder in
        let desk = PipelineDesk(in: folder)
        try body(desk, try desk.write("p.yaml", text))
      }
    }
  }

  @Test func `a hook is told what ran, how it ended, and all that it did`() async throws {
    try await withDesk { desk, file in
      try desk.write("views.jsonl", #"{"recipeId":"x","viewedAt":"2026-11-01T00:00:00Z"}"# + "\n")
      let code = desk.run(["run", file], variables: variables(["VIEWS": "views.jsonl"]))
      #expect(code == 3, "\(desk.said)")
      let run = try #require(try desk.pipelineRuns().first)
      let success = try Self.text(of: "success", at: desk)
      #expect(
        success == """
          LEVAIN_EXIT_CODE=3
          LEVAIN_PIPELINE=p
          LEVAIN_RUN=\(run.id.text)
          LEVAIN_STATE=succeeded
          LEVAIN_STORE=\(desk.storePath)

          """)
      let report = try Self.text(of: "report.json", at: desk)
      #expect(
        report.hasPrefix(
          #"{"schema":"levain.pipeline-run/1","pipeline":"p","run":"\#(run.id.text)""#))
      #expect(report.contains(#""schema":"levain.views/1""#))
      let words = try Self.text(of: "words", at: desk)
      #expect(words == "name a b $HERE\n")
      #expect(!FileManager.default.fileExists(atPath: desk.path("failure")))
      #expect(run.result?.contains(#""hooks":[{"event":"onSuccess","number":1"#) == true)
    }
  }

  @Test func `a secret reaches the hook without its last newline, and nobody else`() async throws {
    try await withDesk { desk, file in
      try desk.write("token", "s3cret-value\n")
      var seen = ""
      for arguments in [
        ["pipeline", "plan", file, "--json"], ["run", file, "--dry-run"],
        ["run", file, "--verbose"], ["run", file, "--resume", "--json"],
        ["runs", "list", "--json"],
      ] {
        desk.run(arguments, variables: variables())
        seen += desk.out + desk.said
      }
      let failure = try Self.text(of: "failure", at: desk)
      #expect(failure == "failed 1 s3cret-value\n")
      let id = try #require(try desk.pipelineRuns().first).id.text
      desk.run(["runs", "show", id, "--json"])
      seen += desk.out
      #expect(!seen.contains("s3cret"))
      let names = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
      for name in names where name.hasPrefix("levain.db") {
        let bytes = FileManager.default.contents(atPath: desk.path(name)) ?? Data()
        #expect(bytes.range(of: Data("s3cret".utf8)) == nil, "\(name)")
      }
    }
  }

  @Test func `a hook that fails is told and kept, and changes nothing of how the run ended`()
    async throws
  {
    let text = """
      pipeline: p
      on_success:
        - exit 9
        - [no-such-program-anywhere]
        - { run: sleep 30, timeLimit: 1s }
        - { run: date, secrets: { TOKEN: "${HERE}/nowhere" } }
        - 'echo last > "$$HERE/last"'
      stages: [init]
      """
    try await withDesk(text) { desk, file in
      let code = desk.run(["run", file], variables: variables())
      #expect(code == 0)
      for problem in [
        "warning: onSuccess 1: it ended with 9",
        "warning: onSuccess 2: cannot start no-such-program-anywhere: no such program",
        "warning: onSuccess 3: it took longer than 1 s, and was ended",
        "warning: onSuccess 4: the secret TOKEN cannot be read: no such file or directory",
      ] { #expect(desk.said.contains(problem), "\(desk.said)") }
      let last = try Self.text(of: "last", at: desk)
      #expect(last == "last\n")
      let run = try #require(try desk.pipelineRuns().first)
      #expect(run.state == .succeeded && run.exitCode == 0)
      #expect(run.result?.contains(#""problem":"it ended with 9""#) == true)
    }
  }

  @Test func `a run that the store cannot keep runs its hooks, and says what failed first`()
    async throws
  {
    try await withDesk { desk, file in
      try desk.write("token", "t")
      #expect(desk.run(["init"]) == 0)
      try desk.store().write { (transaction) throws(StoreFault) in
        for column in ["result", "finished_at"] {
          try transaction.execute(
            """
            CREATE TRIGGER no_\(column) BEFORE UPDATE OF \(column) ON run
              WHEN NEW.kind = 'pipeline' BEGIN SELECT RAISE(ABORT, 'no room'); END
            """)
        }
      }
      #expect(desk.run(["run", file], variables: variables()) == 1, "\(desk.said)")
      #expect(desk.said.contains("nothing.jsonl: cannot be opened"), "\(desk.said)")
      #expect(desk.said.contains("warning: how the run ended is not kept: "), "\(desk.said)")
      let failure = try Self.text(of: "failure", at: desk)
      #expect(failure == "failed 1 t\n")
    }
  }

  @Test func `a hook may use the store, and is not run for a run that was interrupted or refused`()
    async throws
  {
    let text = """
      pipeline: p
      onSuccess: 'echo > "$$HERE/ran"'
      onFailure: 'echo > "$$HERE/ran"'
      stages: [init]
      """
    try await withDesk(text) { desk, file in
      #expect(desk.run(["init"]) == 0)
      let lock = try RunLock(storePath: desk.storePath, holder: "somebody")
      #expect(desk.run(["run", file], variables: variables()) == 5)
      withExtendedLifetime(lock) {}
      #expect(!FileManager.default.fileExists(atPath: desk.path("ran")))
    }
  }
}

/// What a hook needs to find programs.
private func variables(_ more: [String: String] = [:]) -> [String: String] {
  more.merging(["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]) { $1 }
}
