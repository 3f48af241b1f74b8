import ArgumentParser
import Communities
import Console
import Import
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Takes back what an import did.
struct RunsUndoCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back what an import inserted, updated and proposed.",
    discussion: """
      Recipes that nobody touched or used since go for good, with all that the import gave them; \
      updated ones are again what they were before. What somebody built on stays, and is listed \
      with the reason; so it is with exit code 6. What a mirror deleted stays in the trash and is \
      listed, too: `levain recipe restore` gives it back. Being viewed is not being built on: the \
      views stay with a bare node. The same command again goes on where it was stopped. The same \
      archive can be imported again afterwards.

      The operator may, and with --as who imported, or an admin of the community.

      EXAMPLES:
        levain runs undo 0192f3
        levain runs undo 0192f3 --as ada@example.org --json | jq .left

      JSON (levain.undo/1): run, undone (ids of the two runs), recipes, nodes, updates, proposals, \
      quarantined (how many were taken back), left (what was not: each with recipe, title, work and \
      reason).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The run's id, or the beginning of it.")
  var run: String

  func run(in session: CommandSession) throws -> UndoResult {
    try session.atWorkbench(for: "runs undo", waiting: waiting.patience) { bench in
      let (undone, request) = try bench.store.read { transaction in
        let run = try transaction.requireRun(named: run)
        guard let request = try transaction.importRequest(of: run.key) else {
          throw NotUndoable(run: run.id, kind: run.kind)
        }
        return (run, request)
      }
      let person = try bench.communities()
        .resolveUndo(of: undone.id, request, as: actor.acting)
      let undo = ImportUndo(store: bench.store, surroundings: bench.surroundings)
      return UndoResult(
        outcome: try undo.run(
          undone, by: person, observer: bench.observer,
          report: { UndoResult(outcome: $0, namesRecipes: false).json }))
    }
  }
}

/// A run of a kind that cannot be taken back.
struct NotUndoable: Fault {
  var run: RunID
  var kind: RunKind
  var what: String { "run \(run.text) cannot be taken back: it is of kind \(kind.rawValue)" }
  var hint: String? { "imports of recipes can; `levain runs list` says which runs are imports" }
}

/// What was taken back of an import, and what was not.
struct UndoResult: CommandResult {
  var outcome: UndoOutcome
  /// Whether recipes are named by their titles, too, which is for whoever asked and not for logs.
  var namesRecipes = true

  /// How many obstacles a person is shown; JSON holds all.
  private static let shown = 50

  var schema: String { "undo/1" }
  var exitCode: PipelineCore.ExitCode { outcome.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("run", outcome.run.text)
    writer.member("undone", outcome.undone.text)
    for (name, count) in outcome.counts.named { writer.member(name, count) }
    writer.key("left")
    writer.array { writer in
      for obstacle in outcome.left {
        writer.object { writer in
          writer.member("recipe", obstacle.recipe.text)
          if namesRecipes { writer.member("title", obstacle.title) }
          writer.member("work", obstacle.work.rawValue)
          writer.member("reason", obstacle.reason.rawValue)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    if !outcome.left.isEmpty {
      var table = TextTable(columns: [
        .init("recipe"), .init("was"), .init("stays because"), .init("id"),
      ])
      for obstacle in outcome.left.prefix(UndoResult.shown) {
        table.append([
          .init(obstacle.title), .init(obstacle.work.rawValue),
          .init(obstacle.reason.meaning, .warning), .init(obstacle.recipe.text),
        ])
      }
      output.table(table)
    }
    let counts = outcome.counts
    let parts = [
      (counts.recipes, "recipe", "recipes"), (counts.updates, "update", "updates"),
      (counts.proposals, "proposal", "proposals"),
      (counts.quarantined, "record in quarantine", "records in quarantine"),
    ].filter { $0.0 > 0 }.map { Figures.count($0.0, $0.1, $0.2) }
    output.note(
      parts.isEmpty ? "nothing was taken back" : "taken back: " + parts.joined(separator: ", "))
    if counts.nodes > 0 {
      output.note(
        "\(Figures.count(counts.nodes, "bare node keeps", "bare nodes keep")) what was viewed")
    }
    let left = outcome.left.count
    guard left > 0 else { return }
    output.note(
      "\(Figures.count(left, "thing stays", "things stay"))"
        + (left > UndoResult.shown ? ", the first \(UndoResult.shown) are shown" : ""))
  }
}
