import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Lists members.
struct MemberListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the members of a community, the longest in it first.",
    discussion: """
      Its members and the operator see them; e-mail addresses are for the operator alone.

      JSON (levain.members/1): members, each with user (the id), username, email (for the \
      operator alone), role, joinedAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The community's slug or id.")
  var community: String

  func run(in session: CommandSession) throws -> MemberList {
    MemberList(
      members: try session.communities().listMembers(of: community, as: actor.acting))
  }
}

/// Members in a list.
struct MemberList: CommandResult {
  var members: [MemberSummary]

  var schema: String { "members/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("members")
    writer.array { writer in
      for member in members { writer.object { writer in member.writeMembers(to: &writer) } }
    }
  }

  func show(on output: HumanOutput) {
    let hasAddresses = members.contains { $0.email != nil }
    var table = TextTable(
      columns: [.init("username"), .init("role"), .init("joined")]
        + (hasAddresses ? [.init("e-mail")] : []))
    for member in members {
      table.append(
        [
          .init(member.username, .emphasis), .init(member.role.rawValue),
          .init(member.joinedAt.description),
        ] + (hasAddresses ? [.init(member.email ?? "")] : []))
    }
    output.table(table)
  }
}
