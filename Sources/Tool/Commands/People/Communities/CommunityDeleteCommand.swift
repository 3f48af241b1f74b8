import ArgumentParser
import Communities
import Console
import JSONText
import Store

/// Deletes a community.
struct CommunityDeleteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a community with all that lives in it, as the operator.",
    discussion: """
      Personal copies of its recipes stay with their owners. Until the retention ends, `levain \
      community restore` gives back exactly what was taken.

      JSON (levain.community-deleted/1): community (as it was named), and memberships, recipes \
      and proposals (how many went with it).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  func run(in session: CommandSession) throws -> CommunityDeleted {
    CommunityDeleted(
      community: community,
      counts: try session.communities().deleteCommunity(community, as: actor.acting))
  }
}

/// What went with a community.
struct CommunityDeleted: CommandResult {
  /// As it was named.
  var community: String
  var counts: DeletionCounts

  var schema: String { "community-deleted/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", community)
    counts.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note("deleted \(community) with \(counts.inWords)")
    output.note("`levain community restore \(community)` gives it back until its retention ends")
  }
}

extension DeletionCounts {
  /// Writes the members that say what a deletion took besides its community.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("memberships", memberships)
    writer.member("recipes", recipes)
    writer.member("proposals", proposals)
  }

  /// Such as `2 memberships, 1 recipe`.
  var inWords: String {
    let parts = [
      (memberships, "membership", "memberships"), (recipes, "recipe", "recipes"),
      (proposals, "proposal", "proposals"),
    ].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return "nothing in it" }
    return parts.map { Figures.count($0.0, $0.1, $0.2) }.joined(separator: ", ")
  }
}
