import ArgumentParser
import Communities

/// Makes a member an admin.
struct MemberPromoteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Make a member an admin, for good.",
    discussion: """
      An admin of the community or the operator promotes. Nobody can demote an admin, who stops \
      being one only by leaving.

      EXAMPLES:
        levain member promote bakers ben --as ada@example.org

      JSON (levain.member/1): community, outcome (promoted, was-admin), user (the id), username, \
      email (for the operator alone), role, joinedAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @Argument(help: "The member's e-mail address or username.")
  var user: String

  func run(in session: CommandSession) throws -> MemberChange {
    let promotion = try session.communities().promote(user, in: community, as: actor.acting)
    return MemberChange(
      community: community, outcome: promotion.isNew ? .promoted : .wasAdmin,
      member: promotion.member)
  }
}
