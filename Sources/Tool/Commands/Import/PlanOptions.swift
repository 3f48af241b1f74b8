import ArgumentParser

/// Whether an import is only planned, as a command line says it.
struct PlanOptions: ParsableArguments {
  @Flag(name: .customLong("plan"), help: "Say what the import would do, and store nothing.")
  var isPlan = false
}
