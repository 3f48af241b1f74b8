import ArgumentParser
import Console

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(help: "The store's file (default: $LEVAIN_STORE, or levain.db).")
  var store: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(help: "Say nothing besides the result and errors.")
  var quiet = false

  @Flag(help: "Say more.")
  var verbose = false

  @Flag(name: .customLong("no-color"), help: "Use no colours (also: NO_COLOR).")
  var noColor = false

  var verbosity: Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }
}

/// Who acts: a person under the rules, or the installation's operator.
struct ActorOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Act as the person with this e-mail address, under the rules; without it as the operator.",
      valueName: "email"))
  var email: String?
}
