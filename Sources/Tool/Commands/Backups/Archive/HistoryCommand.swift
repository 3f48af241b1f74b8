import ArgumentParser
import Store

/// The history of an installation, as what people did.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Write down what everybody did, to be done again.",
    subcommands: [HistoryExportCommand.self])
}

/// Writes the history.
struct HistoryExportCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the history of the installation as operations of a community archive.",
    discussion: """
      Each line is something that somebody did, in order of time, with the ids that it gave. \
      `levain import` plays them into an empty store under the rules; it ends in the same state, \
      feed and counts. The views stand behind the operations. The operator's alone.

      Former names are not kept by the store, nor are purged texts and who was erased: stand-ins \
      are written for them, and are gone at the end. What imports and archives brought has no \
      history: a store that holds such things is refused, and nothing is written; `levain backup \
      create` takes everything as it is.

      EXAMPLES:
        levain history export history.jsonl.gz
        levain init --store again.db && levain import history.jsonl.gz --store again.db

      JSON (levain.history/1): file, operations, views, bytes, purgedTexts (stand-ins), \
      unknownReasons (takedowns without one), untold (entries of the audit log that are no \
      operation, by action).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(
    help: "The file to write; packed if its name ends with .gz.",
    completion: .file(extensions: ["jsonl", "gz"]))
  var file: String

  func run(in session: CommandSession) throws -> HistoryResult {
    let store = try session.openStore()
    return try session.observed { observer in
      try HistoryWork(path: file, acting: actor.acting)
        .run(on: store, surroundings: session.surroundings, observer: observer)
    }
  }
}
