import ArgumentParser
import Communities
import JSONText
import Store

/// Ends a membership.
struct MemberLeaveCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "Leave a community, which ends all access at once.",
    discussion: """
      Recipes stay where they are. The last admin of others must first promote somebody. When the \
      last user leaves, the community is deleted with all that lives in it.

      EXAMPLES:
        levain member leave bakers --as ada@example.org

      JSON (levain.departure/1): community (as it was named), communityDeleted; if it was, \
      memberships, recipes and proposals (how many went with it).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  func run(in session: CommandSession) throws -> DepartureResult {
    DepartureResult(
      community: community,
      departure: try session.communities().leave(community, as: actor.acting))
  }
}

/// What came of leaving.
struct DepartureResult: CommandResult {
  /// As it was named.
  var community: String
  var departure: Departure

  var schema: String { "departure/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("community", community)
    switch departure {
    case .membershipEnded:
      writer.member("communityDeleted", false)
    case .communityEnded(let counts):
      writer.member("communityDeleted", true)
      counts.writeMembers(to: &writer)
    }
  }

  func show(on output: HumanOutput) {
    output.note("left \(community)")
    guard case .communityEnded(let counts) = departure else { return }
    output.note("\(community) ended with its last user: deleted with \(counts.inWords)")
  }
}
