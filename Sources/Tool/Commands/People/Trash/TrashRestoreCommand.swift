import ArgumentParser
import Communities
import CommunityRules
import JSONText

/// Gives back what a deletion took.
struct TrashRestoreCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Give back what one deletion took, until its retention ends.",
    discussion: """
      EXAMPLES:
        levain trash restore 12                             a deletion, by its number, as the operator
        levain trash restore RECIPE --as ada@example.org
        levain trash restore bakers --admin ada             a community whose last user left

      JSON (levain.restored/1): recipe (the id), or community (id, slug, name, timeZone, members, \
      createdAt).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(
    help: "A recipe's id; for the operator also the deletion's number, or a community's slug or id."
  )
  var name: String

  @Option(help: "What to call a community from now on.")
  var slug: String?

  @Option(
    help: ArgumentHelp(
      "Who is to be a community's admin when none comes back, by e-mail address or username.",
      valueName: "user"))
  var admin: String?

  func run(in session: CommandSession) throws -> RestoredResult {
    let slug = try slug.map { try Slug($0) }
    return RestoredResult(
      restored: try session.communities().restoreDeleted(
        name, slug: slug, admin: admin, as: actor.acting))
  }
}

/// Something that is there again.
struct RestoredResult: CommandResult {
  var restored: Restored

  var schema: String { "restored/1" }

  func writeMembers(to writer: inout JSONWriter) {
    switch restored {
    case .recipe(let id): writer.member("recipe", id)
    case .community(let community):
      writer.key("community")
      writer.object { writer in community.writeMembers(to: &writer) }
    }
  }

  func show(on output: HumanOutput) {
    switch restored {
    case .recipe: output.note("restored the recipe")
    case .community(let community): output.note("restored the community \(community.slug)")
    }
  }
}
