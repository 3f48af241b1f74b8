import ArgumentParser
import Communities
import CommunityRules

/// Makes somebody a member.
struct MemberInviteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite",
    abstract: "Make somebody a member of a community at once.",
    discussion: """
      An admin of the community or the operator invites. An e-mail address that nobody has yet \
      makes a new user; who has left before begins anew.

      EXAMPLES:
        levain member invite bakers --email ben@example.org --as ada@example.org

      JSON (levain.member/1): community, outcome (joined, made-and-joined, was-member), user (the \
      id), username, email (for the operator alone), role, joinedAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  @Option(help: "The e-mail address of who is invited.")
  var email: String

  @Option(
    help: ArgumentHelp(
      "A new user's name; otherwise the part of the address before the @.",
      valueName: "name"))
  var username: String?

  func run(in session: CommandSession) throws -> MemberChange {
    let email = try EmailAddress(email)
    let username = try username.map { try Username($0) }
    let invitation = try session.communities().invite(
      email, username: username, into: community, as: actor.acting)
    return MemberChange(
      community: community, outcome: MemberChange.Outcome(invitation.outcome),
      member: invitation.member)
  }
}

extension MemberChange.Outcome {
  init(_ outcome: Invitation.Outcome) {
    switch outcome {
    case .joined: self = .joined
    case .madeAndJoined: self = .madeAndJoined
    case .wasMemberAlready: self = .wasMember
    }
  }
}
