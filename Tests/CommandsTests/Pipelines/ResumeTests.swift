@testable import Commands
import Foundation
import Glibc
import PipelineCore
import RecipeCoding
import RecipeModel
import Synchronization
@testable import Store
import TestKit
import Testing

/// How a run of a pipeline goes on that did not succeed.
struct ResumeTests {
  /// Everything that moves: archives, views, indexes, counts and a report.
  private static let whole = """
    pipeline: whole
    stages:
      - init
      - archive: { from: \(PipelineDesk.samples)/starter-community.jsonl.gz }
      - name: breads
        import:
          into: sourdough-circle
          as: mara@example.org
          from: \(PipelineDesk.samples)/sourdough-circle.jsonld
      - views: { from: \(PipelineDesk.samples)/views.jsonl.gz }
      - lineage
      - tags
      - rollup
      - report: { community: sourdough-circle, format: json, to: "${HERE}/report.json" }
    """

  private static func desk(_ folder: URL) throws -> PipelineDesk {
    let desk = PipelineDesk(in: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try desk.write("p.yaml", whole)
    return desk
  }

  @Test(arguments: [4, 6, 8, 10, 12, 14, 17, 20, 23, 26, 29, 32])
  func `a run that is killed and goes on ends in the tables of one that was not disturbed`(
    question: Int
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "levain-resume-\(getpid())-\(question)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try Self.desk(folder.appending(path: "whole"))
    let killed = try Self.desk(folder.appending(path: "killed"))
    // When all views of the samples were written: what was not then is taken a day later.
    let ended = whole.run(["run", whole.path("p.yaml")], minute: 10_000)
    #expect([0, 3].contains(ended), "\(whole.said)")

    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = killed.folder.path as String, question = question as Int] in
      let desk = PipelineDesk(in: URL(filePath: path))
      desk.run(
        ["run", desk.path("p.yaml")], minute: 10_000,
        asked: { if $0 == question { kill(getpid(), SIGKILL) } })
    }

    // A day later: what the stages refer to is the moment that the run was begun.
    let code = killed.run(["run", killed.path("p.yaml"), "--resume"], minute: 11_440)
    #expect([0, 3].contains(code), "\(killed.said)")
    if killed.said.contains("nothing to resume") {
      // It was killed before it had begun, or after it had ended.
      #expect(question < 5 || question > 30)
      #expect(killed.run(["run", killed.path("p.yaml")], minute: 10_000) == ended)
    }
    let differences = try killed.differences(from: whole)
    #expect(differences == [], "\(killed.said)")
    let isSameReport = FileManager.default.contentsEqual(
      atPath: killed.path("report.json"), andPath: whole.path("report.json"))
    #expect(isSameReport)
    #expect(try killed.pipelineRuns().map(\.state) == [.succeeded])
  }

  private static let branches = """
    pipeline: branches
    stages:
      - init
      - views: { from: "${HERE}/views.jsonl" }
      - rollup
      - lineage: {}
        needs: [init]
    """

  @Test func `what succeeded is not done again, and the run keeps its id and its moment`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write("p.yaml", Self.branches)
      #expect(desk.run(["run", file]) == 1)
      #expect(
        try desk.stages() == [
          "init succeeded 1", "views failed 1", "rollup left_out 0", "lineage succeeded 1",
        ])
      let first = try #require(try desk.pipelineRuns().first)
      #expect(first.state == .failed)

      // Nothing is mended yet.
      #expect(desk.run(["run", file, "--resume"], minute: 60) == 1)
      try desk.write("views.jsonl", #"{"recipeId":"x","viewedAt":"2026-11-01T00:00:00Z"}"# + "\n")
      let code = desk.run(["run", file, "--resume"], minute: 120)
      #expect([0, 3].contains(code), "\(desk.said)")
      #expect(
        try desk.stages() == [
          "init succeeded 1", "views succeeded 3", "rollup succeeded 1", "lineage succeeded 1",
        ])
      let runs = try desk.pipelineRuns()
      #expect(runs.map(\.id) == [first.id])
      #expect(runs[0].attempts == 3 && runs[0].referenceAt == first.referenceAt)
      #expect(runs[0].startedAt > first.startedAt && runs[0].state == .succeeded)
      // The stages refer to the same moment.
      let children = try desk.store().read { try $0.runs(startedBy: runs[0].key) }
      #expect(children.allSatisfy { $0.referenceAt == first.referenceAt })

      #expect(desk.run(["run", file, "--resume"], minute: 180) == 0)
      #expect(desk.said.contains("nothing to resume: branches succeeded last, as run"))
    }
  }

  @Test func `a backup of a run that goes on later is as old as what it holds`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write(
        "p.yaml",
        """
        pipeline: p
        stages:
          - init
          - views: { from: "${HERE}/views.jsonl" }
          - backup: { repository: "${HERE}/backups" }
        """)
      #expect(desk.run(["run", file]) == 1)
      try desk.write("views.jsonl", "")
      #expect(desk.run(["run", file, "--resume"], minute: 3000) == 0, "\(desk.said)")
      let listed = try desk.json(["backup", "list", desk.path("backups")], minute: 3001)
      let snapshots = try #require(listed["snapshots"] as? [[String: Any]])
      #expect(snapshots.map { $0["createdAt"] as? String } == ["2026-11-20T13:06:40.000Z"])
      #expect(desk.run(["status", "--fail-backup-after", "1h"], minute: 3001) == 0, "\(desk.out)")
    }
  }

  @Test func `views that were written before a run goes on are taken`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write(
        "p.yaml",
        """
        pipeline: p
        stages:
          - init
          - archive: { from: \(PipelineDesk.samples)/starter-community.jsonl.gz }
          - views: { from: "${HERE}/views.jsonl" }
        """)
      #expect(desk.run(["run", file]) == 1)
      try desk.write(
        "views.jsonl",
        #"{"recipeId":"bd961dfa-bb1b-5759-8f22-1d13e290a421","viewedAt":"2026-11-21T20:00:00Z"}"#
          + "\n")
      #expect(desk.run(["run", file, "--resume"], minute: 5000) == 0, "\(desk.said)")
    }
  }

  @Test func `a run does not go on when its file or its settings have changed`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write("p.yaml", Self.branches)
      #expect(desk.run(["run", file]) == 1)
      #expect(desk.run(["run", file, "--resume"], variables: ["HERE": "/nowhere"]) == 1)
      #expect(desk.said.contains("a variable has changed in the settings of views since run"))
      #expect(
        desk.said.contains("--from views begins a new run at the first stage that is not done"))
      try desk.write("p.yaml", Self.branches + "\n# more\n")
      #expect(desk.run(["run", file, "--resume"]) == 1)
      #expect(desk.said.contains("the pipeline file has changed since run"))
      #expect(try desk.stages()[1] == "views failed 1")
    }
  }

  @Test func `a run from a stage on leaves out what is before, and does not hide a failed one`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write("p.yaml", Self.branches)
      #expect(desk.run(["run", file, "--resume"]) == 0)
      #expect(desk.said.contains("nothing to resume: no run of branches is kept"))
      #expect(desk.run(["run", file]) == 1)
      #expect(desk.run(["run", file, "--from", "rollup", "--only", "lineage"]) == 0)
      #expect(try desk.stages() == ["lineage succeeded 1"])
      #expect(desk.run(["run", file, "--from", "rollup"]) == 0)
      #expect(try desk.stages() == ["rollup succeeded 1", "lineage succeeded 1"])
      // The run of everything still waits to be gone on with.
      #expect(desk.run(["run", file, "--resume", "--dry-run"]) == 0)
      #expect(desk.said.contains("would go on, attempt 2"))
      #expect(desk.out.contains("views") && !desk.out.contains("lineage"))
      #expect(desk.run(["run", file, "--from", "roolup"]) == 2)
      #expect(desk.said.contains("did you mean `rollup`?"))
      #expect(desk.run(["run", file, "--resume", "--from", "rollup"]) == 2)
    }
  }

  @Test func `a run that is stopped stops before its next stage, and goes on there`() throws {
    try withTemporaryFolder { folder in
      let desk = PipelineDesk(in: folder)
      let file = try desk.write("p.yaml", "pipeline: p\nstages: [init, lineage, tags]\n")
      #expect(desk.run(["init"]) == 0)
      let questions = Mutex(0)
      let observer = Observer(shouldStop: {
        questions.withLock { questions in
          questions += 1
          return questions > 2
        }
      })
      let (store, session) = (try desk.store(), try desk.session())
      let source = try session.readPipeline(file)
      let run = try store.write { (transaction) throws(StoreFault) in
        let run = try transaction.beginRun(
          RunRequest(kind: .pipeline, fingerprint: Digest.sha256([7]), label: "p"), id: "stopped",
          at: session.surroundings.now())
        try transaction.keep(source.stored(running: source.plan), of: run.key)
        return run
      }
      var sequence = StageSequence(
        plan: source.plan, run: run, inputs: [:], again: false,
        bench: Workbench(session: session, store: store, observer: observer))
      #expect(throws: Interrupted.self) { try sequence.perform() }
      let stopped = try desk.stages()
      #expect(stopped.prefix(1) == ["init succeeded 1"] && stopped.last == "tags waiting 0")
      #expect(desk.run(["run", file, "--resume"]) == 0, "\(desk.said)")
      #expect(try desk.pipelineRuns().map(\.id) == [RunID("stopped")])
      #expect(try desk.stages().last == "tags succeeded 1")
    }
  }

  @Test func `a run keeps what its stages did, and shows it`() throws {
    try withTemporaryFolder { folder in
      let desk = try Self.desk(folder)
      #expect(desk.run(["run", desk.path("p.yaml")]) == 3)
      let id = try #require(try desk.pipelineRuns().first).id.text
      let shown = try desk.json(["runs", "show", id])
      let pipeline = try #require(shown["pipeline"] as? [String: Any])
      #expect(pipeline["name"] as? String == "whole" && pipeline["isWhole"] as? Bool == true)
      let stages = try #require(shown["stages"] as? [[String: Any]])
      #expect(stages.map { $0["name"] as? String }[2] == "breads")
      #expect(stages.allSatisfy { $0["state"] as? String == "succeeded" })
      let account = try #require(stages[2]["account"] as? [String: Int])
      #expect((account["read"] ?? 0) > 0)
      let run = try #require(stages[2]["run"] as? String)
      #expect(try desk.json(["runs", "show", run])["kind"] as? String == "import")
      #expect(stages[7]["artefact"] as? String == desk.path("report.json"))
      #expect(stages.allSatisfy { $0["result"] is [String: Any] })
    }
  }
}
