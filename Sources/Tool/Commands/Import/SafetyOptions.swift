import ArgumentParser
import PipelineCore

/// How far an import may go, as a command line says it.
struct SafetyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Stop before anything is stored if more records, or a larger share, cannot be read.",
      valueName: "n|p%"),
    transform: SafetyOptions.limit)
  var maxErrors: ErrorLimit?

  @Flag(
    help: "Delete recipes that the same source gave earlier and does not hold any more.")
  var mirror = false

  private static func limit(_ text: String) throws -> ErrorLimit {
    guard let limit = ErrorLimit(text) else {
      throw ValidationError("--max-errors takes a number or a share, such as 10 or 2.5%.")
    }
    return limit
  }
}
