import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Lists what was taken down.
struct TakedownListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what was taken down, as the operator or an admin, the last first.",
    discussion: """
      JSON (levain.takedowns/1): takedowns, each with id, recipe, community (where it is in \
      force; not for everywhere), takenDownBy (a username; not for the operator), reason, \
      takenDownAt, liftedAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Only those of this community's admins.", valueName: "slug"))
  var community: String?

  @Flag(help: "List lifted ones too.")
  var includeLifted = false

  @Option(help: "How many to list at most, up to 10000.")
  var limit = 50

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> TakedownList {
    TakedownList(
      takedowns: try session.communities().listTakedowns(
        in: community, includingLifted: includeLifted, limit: limit, as: actor.acting))
  }
}

/// Takedowns in a list.
struct TakedownList: CommandResult {
  var takedowns: [TakedownSummary]

  var schema: String { "takedowns/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("takedowns")
    writer.array { writer in
      for takedown in takedowns {
        writer.object { writer in
          writer.member("id", takedown.id)
          writer.member("recipe", takedown.recipe)
          writer.member("community", takedown.community)
          writer.member("takenDownBy", takedown.takenDownBy)
          writer.member("reason", takedown.reason)
          writer.member("takenDownAt", takedown.takenDownAt)
          writer.member("liftedAt", takedown.liftedAt)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    guard !takedowns.isEmpty else { return output.note("nothing is taken down") }
    let hasLifted = takedowns.contains { $0.liftedAt != nil }
    var table = TextTable(
      columns: [
        .init("recipe", .right), .init("in"), .init("by"), .init("taken down"), .init("reason"),
      ] + (hasLifted ? [.init("lifted")] : []))
    for takedown in takedowns {
      table.append(
        [
          .init(takedown.recipe.text), .init(takedown.community ?? "everywhere"),
          .init(takedown.takenDownBy ?? "the operator"), .init(takedown.takenDownAt.description),
          .init(takedown.reason),
        ] + (hasLifted ? [.init(takedown.liftedAt?.description ?? "")] : []))
    }
    output.table(table)
  }
}
