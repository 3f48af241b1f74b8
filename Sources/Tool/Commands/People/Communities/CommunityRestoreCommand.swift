import ArgumentParser
import Communities
import CommunityRules
import JSONText

/// Restores a deleted community.
struct CommunityRestoreCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Give back what the deletion of a community took, as the operator.",
    discussion: """
      EXAMPLES:
        levain community restore bakers
        levain community restore bakers --slug old-bakers   when bakers is taken
        levain community restore bakers --admin ada         when its last user left

      JSON (levain.community-restored/1): id, slug, name, timeZone, members (how many), \
      createdAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The slug that the community had, or its id.")
  var community: String

  @Option(help: "What to call it from now on.")
  var slug: String?

  @Option(
    help: ArgumentHelp(
      "Who is to be its admin when none comes back, by e-mail address or username.",
      valueName: "user"))
  var admin: String?

  func run(in session: CommandSession) throws -> CommunityRestored {
    let slug = try slug.map { try Slug($0) }
    return CommunityRestored(
      community: try session.communities().restoreCommunity(
        community, slug: slug, admin: admin, as: actor.acting))
  }
}

/// A community that is there again.
struct CommunityRestored: CommandResult {
  var community: CommunitySummary

  var schema: String { "community-restored/1" }

  func writeMembers(to writer: inout JSONWriter) {
    community.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note("restored the community \(community.slug)")
  }
}
