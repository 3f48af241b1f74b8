import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Makes a community.
struct CommunityCreateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a community and its first admin.",
    discussion: """
      Who creates a community is its first admin; the operator names somebody with --admin.

      EXAMPLES:
        levain community create --slug bakers --name Bakers --as ada@example.org
        levain community create --slug bakers --name Bakers --admin ada

      JSON (levain.community-created/1): id, slug, name, timeZone, role (of who acts, not for the \
      operator), members (how many), createdAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: "The short name for commands and pipeline files: a-z, 0-9 and inner hyphens.")
  var slug: String

  @Option(help: "The name that its members see.")
  var name: String

  @Option(help: "What it is about.")
  var description: String = ""

  @Option(
    help: ArgumentHelp(
      "The IANA time zone that its days and weeks follow, such as Europe/Paris.",
      valueName: "zone"))
  var timeZone: String = "UTC"

  @Option(
    help: ArgumentHelp(
      "Whom the operator makes its first admin, by e-mail address or username.",
      valueName: "user"))
  var admin: String?

  func run(in session: CommandSession) throws -> CommunityCreated {
    let request = CommunityRequest(
      slug: try Slug(slug), name: try CommunityName(name), description: description,
      timeZone: timeZone, firstAdmin: admin)
    return CommunityCreated(
      community: try session.communities().createCommunity(request, as: actor.acting))
  }
}

/// A community just made.
struct CommunityCreated: CommandResult {
  var community: CommunitySummary

  var schema: String { "community-created/1" }

  func writeMembers(to writer: inout JSONWriter) {
    community.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note("made the community \(community.slug)")
  }
}

extension CommunitySummary {
  /// Writes the members of the community's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("slug", slug)
    writer.member("name", name)
    writer.member("timeZone", timeZone)
    writer.member("role", role?.rawValue)
    writer.member("members", memberCount)
    writer.member("createdAt", createdAt)
    writer.member("deletedAt", deletedAt)
  }
}
