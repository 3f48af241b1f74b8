import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Changes what a community is called and how it counts.
struct CommunitySettingsCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Change a community's name, description, time zone or slug, as an admin.",
    discussion: """
      Pipeline files and the command line name a community by its slug, so change those along with \
      it.

      EXAMPLES:
        levain community settings bakers --name "The Night Bakers" --as ada@example.org
        levain community settings bakers --time-zone Europe/Paris

      JSON (levain.community-settings/1): changed (which of slug, name, description and timeZone \
      are different now), and the members of levain.community/1.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @Option(help: "The name that its members see.")
  var name: String?

  @Option(help: "What it is about; an empty text takes it away.")
  var description: String?

  @Option(
    help: ArgumentHelp(
      "The IANA time zone that its days and weeks follow, such as Europe/Paris.",
      valueName: "zone"))
  var timeZone: String?

  @Option(help: "The short name for commands and pipeline files: a-z, 0-9 and inner hyphens.")
  var slug: String?

  func validate() throws {
    guard name != nil || description != nil || timeZone != nil || slug != nil else {
      throw ValidationError(
        "Say what changes: --name NAME, --description TEXT, --time-zone ZONE, --slug SLUG.")
    }
  }

  func run(in session: CommandSession) throws -> CommunitySettingsResult {
    let change = CommunityChange(
      slug: try slug.map { try Slug($0) }, name: try name.map { try CommunityName($0) },
      description: description, timeZone: timeZone)
    return CommunitySettingsResult(
      community: try session.communities().changeCommunity(community, change, as: actor.acting))
  }
}

/// A community after a change.
struct CommunitySettingsResult: CommandResult {
  var community: ChangedCommunity

  var schema: String { "community-settings/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("changed", community.changed)
    CommunityDetails(overview: community.overview).writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note(community.changed.settingsInWords)
    CommunityDetails(overview: community.overview).show(on: output)
  }
}

extension [String] {
  /// Which settings changed.
  var settingsInWords: String {
    isEmpty ? "the settings say that already" : "changed: " + joined(separator: ", ")
  }
}
