import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel

/// Shows a recipe's ancestors and its own forks.
struct LineageShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a recipe's way to its root, and its own forks.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  func run(in session: CommandSession) throws -> LineageShowResult {
    try session.look(as: actor) { view in
      guard let tree = try view.lineage(of: RecipeID(recipe)) else {
        throw UnknownReference(.recipe, recipe)
      }
      return LineageShowResult(tree: tree)
    }
  }
}

/// The line of a recipe: its ancestors, itself, its children.
struct LineageShowResult: CommandResult {
  var tree: LineageTree

  var schema: String { "lineage/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("familySize")
    writer.integer(tree.recipeCount)
    writer.key("tree")
    tree.write(to: &writer)
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("", .left), .init("recipe"), .init("how"), .init("community"), .init("id"),
    ])
    for index in tree.pathToRoot.reversed() where index != tree.asked {
      table.append(["from"] + cells(of: tree.nodes[index]))
    }
    table.append([.init("this", .emphasis)] + cells(of: tree.nodes[tree.asked]))
    for index in tree.children { table.append(["fork"] + cells(of: tree.nodes[index])) }
    output.table(table)
    output.note("a family of \(Figures.count(tree.recipeCount, "recipe", "recipes"))")
    if let remark = tree.source.remark { output.note(remark) }
  }

  private func cells(of node: LineageNode) -> [TextTable.Cell] {
    switch node.subject {
    case .recipe(let recipe):
      [
        .init(recipe.title ?? "(removed)"), .init(recipe.kind?.rawValue ?? "original"),
        .init(recipe.community ?? recipe.sharedFrom ?? ""), .init(recipe.id.text),
      ]
    case .hidden(let count, _):
      [.init("(\(count) elsewhere)", .muted), "", "", ""]
    }
  }
}
