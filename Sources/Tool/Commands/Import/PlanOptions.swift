import ArgumentParser

/// Whether an import is only planned, as a command line says it.
struct PlanOptions: ParsableArguments {
  @Flag(name: .customLong("plan"), help: "Say what the import would do, and store nothing.")
  var isPlan = false

  @Option(
    help: ArgumentHelp("Keep the plan in a file, for --apply.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var save: String?

  @Option(
    help: ArgumentHelp(
      "Carry out a plan that was kept, with its settings, if nothing has changed since.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var apply: String?

  func validate() throws {
    guard save == nil || isPlan else { throw ValidationError("--save keeps a plan: add --plan.") }
    guard apply == nil || !isPlan else {
      throw ValidationError("--apply carries out a plan, and --plan makes one: leave out one.")
    }
  }
}
