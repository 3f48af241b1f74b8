import ArgumentParser
import JSONText
import Store

/// Makes a new store.
struct InitCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new, empty store.")

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) throws -> InitResult {
    _ = try RecipeStore.create(at: session.storePath, surroundings: session.surroundings)
    return InitResult(path: session.storePath, isNew: true)
  }
}

/// A store that is there now.
struct InitResult: CommandResult {
  var path: String
  var isNew: Bool

  var schema: String { "init/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("store")
    writer.string(path)
    writer.key("created")
    writer.bool(isNew)
  }

  func show(on output: HumanOutput) {
    output.note(isNew ? "made the store \(path)" : "the store \(path) is there")
  }
}
