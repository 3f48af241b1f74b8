import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel

/// Shows the whole family of a recipe.
struct LineageTreeCommand: LevainCommand {
  /// The written forms of a tree.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, dot, mermaid
  }

  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Show the whole family that a recipe belongs to.",
    discussion: """
      EXAMPLES:
        levain lineage tree RECIPE
        levain lineage tree RECIPE --format dot | dot -Tsvg > family.svg
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @Option(help: "text, json, dot (Graphviz) or mermaid.")
  var format = Form.text

  func run(in session: CommandSession) throws -> LineageTreeResult {
    try session.look(as: actor) { view in
      guard let tree = try view.lineage(of: RecipeID(recipe)) else {
        throw UnknownReference(.recipe, recipe)
      }
      return LineageTreeResult(tree: tree, form: format)
    }
  }
}

/// A family, in the form that was asked for.
struct LineageTreeResult: CommandResult {
  var tree: LineageTree
  var form: LineageTreeCommand.Form

  var schema: String { "lineage-tree/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("tree")
    tree.write(to: &writer)
  }

  func show(on output: HumanOutput) {
    switch form {
    case .text: output.lines(tree.text)
    case .dot: output.lines(tree.dot)
    case .mermaid: output.lines(tree.mermaid)
    case .json: output.terminal.writeOut(json + [UInt8(ascii: "\n")])
    }
    if let remark = tree.source.remark { output.note(remark) }
  }
}
