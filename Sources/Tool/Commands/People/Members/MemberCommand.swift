import ArgumentParser

/// Who belongs to a community.
struct MemberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member", abstract: "Invite, promote and list members, and leave.",
    subcommands: [
      MemberInviteCommand.self, MemberPromoteCommand.self, MemberLeaveCommand.self,
      MemberListCommand.self,
    ])
}
