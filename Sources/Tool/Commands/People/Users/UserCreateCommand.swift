import ArgumentParser
import Communities
import CommunityRules
import JSONText

/// Makes a user.
struct UserCreateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a user, who belongs to no community yet.",
    discussion: """
      Both the e-mail address and the username must be free among living users; case makes no \
      difference. Only the operator makes users this way; an admin invites them.

      EXAMPLES:
        levain user create --email ada@example.org --username ada

      JSON (levain.user/1): id, email, username, createdAt.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: "The e-mail address, which names the user on the command line.")
  var email: String

  @Option(help: "The name that others see.")
  var username: String

  func run(in session: CommandSession) throws -> UserResult {
    let email = try EmailAddress(email)
    let username = try Username(username)
    return UserResult(
      user: try session.communities().createUser(
        email: email, username: username, as: .operator))
  }
}

/// A user just made.
struct UserResult: CommandResult {
  var user: UserSummary

  var schema: String { "user/1" }

  func writeMembers(to writer: inout JSONWriter) {
    user.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note("made the user \(user.username)")
  }
}

extension UserSummary {
  /// Writes the members of the user's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("email", email)
    writer.member("username", username)
    writer.member("createdAt", createdAt)
  }
}
