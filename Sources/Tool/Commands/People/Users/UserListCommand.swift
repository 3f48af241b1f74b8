import ArgumentParser
import Communities
import Console
import JSONText
import RecipeModel

/// Lists the users.
struct UserListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the living users by username.",
    discussion: """
      Only the operator sees all users, with their e-mail addresses.

      JSON (levain.users/1): users, each with id, email, username, createdAt.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  func run(in session: CommandSession) throws -> UserList {
    UserList(users: try session.communities().listUsers(as: actor.acting))
  }
}

/// Users in a list.
struct UserList: CommandResult {
  var users: [UserSummary]

  var schema: String { "users/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("users")
    writer.array { writer in
      for user in users { writer.object { writer in user.writeMembers(to: &writer) } }
    }
  }

  func show(on output: HumanOutput) {
    guard !users.isEmpty else { return output.note("no users") }
    var table = TextTable(columns: [.init("username"), .init("e-mail"), .init("created")])
    for user in users {
      table.append([
        .init(user.username, .emphasis), .init(user.email), .init(user.createdAt.description),
      ])
    }
    output.table(table)
  }
}
