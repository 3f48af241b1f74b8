import ArgumentParser
import Communities
import Console
import JSONText
import Metrics
import RecipeModel

/// Shows how two recipes stand to each other.
struct LineageRelationCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "relation", abstract: "Show what two recipes were both made from.",
    discussion: """
      Nothing is told of a recipe out of reach but its distance.

      EXAMPLES:
        levain lineage relation RECIPE OTHER

      JSON (levain.lineage-relation/1): related; if so distance, generations and otherGenerations \
      (from the ancestor to each), ancestor (id, title) unless it is out of reach.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @Argument(help: "The other recipe's id.")
  var other: String

  func run(in session: CommandSession) throws -> LineageRelationResult {
    try session.look(as: actor) { view in
      let (first, second) = (RecipeID(recipe), RecipeID(other))
      guard let relation = try view.relation(of: first, to: second) else {
        let isFirst = try view.relation(of: first, to: first) == nil
        throw UnknownReference(.recipe, isFirst ? recipe : other)
      }
      return LineageRelationResult(relation: relation)
    }
  }
}

/// The relation of two recipes.
struct LineageRelationResult: CommandResult {
  var relation: LineageRelation

  var schema: String { "lineage-relation/1" }

  func writeMembers(to writer: inout JSONWriter) {
    guard case .kin(let kinship) = relation else { return writer.member("related", false) }
    writer.member("related", true)
    writer.member("distance", kinship.distance)
    writer.member("generations", kinship.generations)
    writer.member("otherGenerations", kinship.otherGenerations)
    guard let ancestor = kinship.ancestor else { return }
    writer.key("ancestor")
    writer.object { writer in
      writer.member("id", ancestor.id)
      writer.member("title", ancestor.title)
    }
  }

  func show(on output: HumanOutput) {
    guard case .kin(let kinship) = relation else {
      return output.note("they are of different families")
    }
    var table = TextTable(columns: [
      .init("made from"), .init("generations", .right), .init("other", .right), .init("id"),
    ])
    let ancestor = kinship.ancestor
    table.append([
      ancestor.map { .init($0.title ?? "(removed)") } ?? .init("(out of sight)", .muted),
      .init(Figures.count(kinship.generations)), .init(Figures.count(kinship.otherGenerations)),
      .init(ancestor?.id.text ?? ""),
    ])
    output.table(table)
  }
}
